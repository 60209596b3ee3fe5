// The package itself knows no reader of audio: its tests take that of dsp, as a user does.
export { readWavInfo as readHeader } from '../../dsp/src/node/read-wav-info.ts';

import { describe, expect, test } from 'vitest';
import { linesOf, problemsOf, readFolder } from '../../testing/memory-source.ts';

describe('corpora whose file names tell everything', () => {
  test('EmoDB', async () => {
    const corpus = await readFolder([
      'wav/03a01Fa.wav',
      'wav/08a02Wb.wav',
      'wav/16b10Lb.wav',
      'wav/99a01Fa.wav',
      'erklaerung.txt',
    ]);
    expect([corpus.format, corpus.reason]).toEqual(['emodb', '3 of 4 files have names like 03a01Fa.wav']);
    expect(linesOf(corpus)).toEqual([
      'wav/03a01Fa.wav happiness 03 sex=male take=a text=a01',
      'wav/08a02Wb.wav anger 08 sex=female take=b text=a02',
      'wav/16b10Lb.wav boredom 16 sex=female take=b text=b10',
    ]);
    expect(corpus.rows[0]!.path).toBe('/c/wav/03a01Fa.wav');
    expect(corpus.labels).toEqual(['anger', 'boredom', 'happiness']);
    expect(problemsOf(corpus)).toEqual(['unknown-name wav/99a01Fa.wav']);
    expect(corpus.citation).toMatch(/Burkhardt/);
  });

  test('CREMA-D, with the table of its speakers', async () => {
    const files = ['AudioWAV/1001_DFA_ANG_XX.wav', 'AudioWAV/1002_IEO_SAD_HI.wav', 'AudioWAV/1076_MTI_NEU_X.wav'];
    const corpus = await readFolder({
      ...Object.fromEntries(files.map((file) => [file, ''])),
      'VideoDemographics.csv':
        'ActorID,Age,Sex,Race,Ethnicity\n1001,51,Male,Caucasian,Not Hispanic\n1002,21,Female,Asian,x\n',
    });
    expect(corpus.format).toBe('crema-d');
    expect(linesOf(corpus)).toEqual([
      'AudioWAV/1001_DFA_ANG_XX.wav anger 1001 intensity=unspecified sex=male text=DFA',
      'AudioWAV/1002_IEO_SAD_HI.wav sadness 1002 intensity=high sex=female text=IEO',
      'AudioWAV/1076_MTI_NEU_X.wav neutral 1076 intensity=unspecified text=MTI',
    ]);
  });

  test('TESS, its odd file and the second copy of a mirror', async () => {
    const corpus = await readFolder([
      'OAF_angry/OAF_back_angry.wav',
      'OAF_Fear/OA_bite_fear.wav',
      'YAF_pleasant_surprised/YAF_back_ps.wav',
      'tess/OAF_angry/OAF_back_angry.wav',
    ]);
    expect(corpus.format).toBe('tess');
    expect(linesOf(corpus)).toEqual([
      'OAF_Fear/OA_bite_fear.wav fear OAF age=64 sex=female text=bite',
      'OAF_angry/OAF_back_angry.wav angry OAF age=64 sex=female text=back',
      'YAF_pleasant_surprised/YAF_back_ps.wav pleasant surprise YAF age=26 sex=female text=back',
    ]);
    expect(corpus.problems).toEqual([
      expect.objectContaining({
        kind: 'duplicate',
        name: 'tess/OAF_angry/OAF_back_angry.wav',
        of: 'OAF_angry/OAF_back_angry.wav',
      }),
    ]);
  });

  test('SAVEE, by folder or by name', async () => {
    const rows = ['anger DC', 'sadness JE', 'surprise KL'];
    for (const folder of [
      ['DC/a01.wav', 'JE/sa01.wav', 'KL/su15.wav'],
      ['DC_a01.wav', 'JE_sa01.wav', 'KL_su15.wav'],
    ]) {
      const corpus = await readFolder(folder);
      expect(corpus.format).toBe('savee');
      expect(corpus.rows.map(({ label, speaker }) => `${label} ${speaker}`)).toEqual(rows);
    }
  });

  test('ESD, with and without parts', async () => {
    const corpus = await readFolder(['ESD/0011/Angry/train/0011_000351.wav', 'ESD/0001/Surprise/test/0001_001401.wav']);
    expect(corpus.format).toBe('esd');
    expect(linesOf(corpus)).toEqual([
      'ESD/0001/Surprise/test/0001_001401.wav surprise 0001 test language=Mandarin text=001',
      'ESD/0011/Angry/train/0011_000351.wav angry 0011 train language=English text=001',
    ]);
    expect((await readFolder(['0011/Angry/0011_000351.wav'])).rows[0]!.part).toBeUndefined();
  });

  test('RAVDESS: speech, song and video, more voices, second copies and changed copies', async () => {
    const corpus = await readFolder([
      'Actor_12/03-01-06-01-02-01-12.wav',
      'audio_speech_actors_01-24/Actor_12/03-01-06-01-02-01-12.wav',
      'Actor_12/03-02-06-01-02-01-12.wav',
      'Video_Speech_Actor_12/Actor_12/01-01-06-01-02-01-12.mp4',
      'Video_Speech_Actor_12/Actor_12/01-01-06-01-02-02-12.mp4',
      'Video_Speech_Actor_12/Actor_12/02-01-06-01-02-02-12.mp4',
      'Actor_12/03-01-06-01-02-01-12_noise.wav',
      'Actor_12/03-01-01-02-02-01-12.wav',
      'more/03-01-08-02-01-02-77.wav',
      'x.wav',
    ]);
    expect(corpus.format).toBe('ravdess');
    expect(linesOf(corpus)).toEqual([
      '01-01-06-01-02-02-12.mp4 fearful 12 intensity=normal modality=audio-video sex=female statement=dogs take=2 vocalChannel=speech',
      '03-01-06-01-02-01-12.wav fearful 12 intensity=normal modality=audio-only sex=female statement=dogs take=1 vocalChannel=speech',
      '03-01-08-02-01-02-77.wav surprised 77 intensity=strong modality=audio-only sex=male statement=kids take=2 vocalChannel=speech',
      '03-02-06-01-02-01-12.wav fearful 12 intensity=normal modality=audio-only sex=female statement=dogs take=1 vocalChannel=song',
    ]);
    expect(problemsOf(corpus)).toEqual([
      'unknown-name Actor_12/03-01-01-02-02-01-12.wav',
      'unknown-name Actor_12/03-01-06-01-02-01-12_noise.wav',
      'other-modality Video_Speech_Actor_12/Actor_12/01-01-06-01-02-01-12.mp4',
      'other-modality Video_Speech_Actor_12/Actor_12/02-01-06-01-02-02-12.mp4',
      'duplicate audio_speech_actors_01-24/Actor_12/03-01-06-01-02-01-12.wav',
      'unknown-name x.wav',
    ]);
    expect(corpus.folds.map(({ name }) => name)).toEqual(['audb', 'emobox', 'luna-jimenez']);
    expect(corpus.license).toBe('CC BY-NC-SA 4.0');
  });
});

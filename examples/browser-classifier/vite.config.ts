import { defineConfig } from 'vite';

/** Relative addresses, so that the built page works in any folder of any web server. TensorFlow.js is most of it. */
export default defineConfig({ base: './', build: { chunkSizeWarningLimit: 1200 } });

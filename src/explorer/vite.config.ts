import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { fullGlobs } from './full-globs.js';

const here = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root: here,
  base: '/',
  plugins: [fullGlobs(), react(), packFiles()],
  worker: { format: 'es' },
  build: {
    outDir: join(here, '../../dist/explorer'),
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    // The editor is what it is; it is served from the same machine and kept by the browser.
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      onwarn(warning, warn) {
        // Marks that a compiler left in the packages; they mean nothing to a browser.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000' } },
});

/** Writes a `.gz` beside each file of the build that is worth it, for the server to send. */
function packFiles(): Plugin {
  let outDir = '';
  return {
    name: 'pack-files',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    closeBundle() {
      for (const name of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
        const path = join(outDir, name);
        if (!statSync(path).isFile() || statSync(path).size < 1_024) continue;
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}

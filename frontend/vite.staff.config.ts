/** Build of the staff's map: one script and one style of fixed names, which Django's pages load. */
import { defineConfig } from 'vitest/config';
import portal from './vite.config.ts';

export default defineConfig({
  base: '/static/portal/staff/',
  resolve: portal.resolve ?? {},
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    outDir: 'dist/staff',
    rollupOptions: {
      input: { difference: 'src/difference/main.ts' },
      output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});

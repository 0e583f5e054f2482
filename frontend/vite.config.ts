/** Build of the portal: hashed files below /static/portal/, nothing inlined, so that the CSP needs no exception. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const server = process.env['DMVS_SERVER'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  base: '/static/portal/',
  resolve: {
    // Proj4Leaflet extends the object it gets by require('leaflet'); the ES module's namespace is sealed.
    alias: [
      {
        find: /^leaflet$/,
        replacement: fileURLToPath(
          new URL('node_modules/leaflet/dist/leaflet-src.js', import.meta.url),
        ),
      },
    ],
  },
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: {
    proxy: { '/api': server, '/ows': server, '/health': server },
  },
  test: { include: ['src/**/*.test.ts'] },
});

import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { kindIcons } from './kind-icons.ts';
import { pageTexts } from './page-texts.ts';

/** Builds the page that our server serves below `/app/`; see `src/api/routes/page.ts`. */
export default defineConfig({
  base: '/app/',
  plugins: [react(), tailwindcss(), kindIcons(), pageTexts()],
  build: {
    target: 'es2024',
    // The first that know `light-dark()`: lowered, it would not follow a `color-scheme` inside the page, as of the viewer.
    cssTarget: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    // Inlined files would be data: addresses, which the policy of the page allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // Rolldown would name a shared file after every screen that it is for.
        chunkFileNames: ({ name }) => `assets/${name.split('~')[0]}-[hash].js`,
        codeSplitting: {
          // A request costs more than what is in most modules: the first screen is one file, not seventy, and what a few
          // screens have in common comes in a few. Nobody loads the map, or another language, for it.
          // Without merging (0) files cannot import each other in circles, but a screen needs up to 41. Lower the threshold
          // when test/web/page-size.test.ts finds a circle: constants would be read before they are set.
          groups: [
            { name: 'first', tags: ['$initial'], priority: 3 },
            // Small and on most screens: merged with what only some of them need, that would come with it.
            { name: 'parts', test: /components.(badge|card|read-now)\.tsx$/, priority: 2 },
            { name: 'map', test: /node_modules.maplibre-gl/, priority: 2 },
            { name: 'icons', test: /node_modules.lucide-react/, minShareCount: 2, priority: 2 },
            { name: 'shared', minShareCount: 2, priority: 1, entriesAware: true, entriesAwareMergeThreshold: 700 },
          ],
        },
      },
    },
  },
});

import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the page that our server serves below `/app/`; see `src/api/routes/page.ts`. */
export default defineConfig({
  base: '/app/',
  plugins: [react(), tailwindcss()],
  build: {
    target: 'es2024',
    // Inlined files would be data: addresses, which the policy of the page allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});

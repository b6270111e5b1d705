import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Tooltip } from 'radix-ui';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import './styles.css';
import { watchConnection } from './api/connection.ts';
import { queryClient } from './api/query-client.ts';
import { preloadTexts, TextProvider } from './i18n/text.tsx';
import { listenForShortcuts } from './keyboard/shortcuts.ts';
import { setStyleNonce } from './nonce.ts';
import { router } from './router.tsx';
import { keepPlaceOnPaper } from './shell/print-place.ts';

void start();

/** A function because top-level await would deadlock: the texts of another language import this module. */
async function start(): Promise<void> {
  setStyleNonce();
  listenForShortcuts();
  watchConnection();
  keepPlaceOnPaper();
  await preloadTexts();

  const place = document.getElementById('app');
  if (place === null) throw new Error('The page has no place for the app.');
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Suspense>
          <TextProvider>
            <Tooltip.Provider delayDuration={500}>
              <RouterProvider router={router} />
            </Tooltip.Provider>
          </TextProvider>
        </Suspense>
      </QueryClientProvider>
    </StrictMode>,
  );
}

import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { ConnectionLostError } from '../api/api-error.ts';
import { checkConnection, connection, reloadAfterLoss, retryNow } from '../api/connection.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Page } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { useText } from '../i18n/text.tsx';
import { useStore } from '../store.ts';

/** Shown while a screen's code is loading. */
export function ScreenPending(): ReactNode {
  return (
    <Page>
      <SkeletonRows />
    </Page>
  );
}

/**
 * How browsers say that they could not load the code of a screen: the program was updated while the page was open, or the
 * server is away.
 */
const CODE_IS_GONE = /dynamically imported module|module script failed/i;

/** Shown if a screen throws: with a retry button; the rest of the page keeps working. */
export function ScreenError({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const retry = async (): Promise<void> => {
    await router.invalidate();
    reset();
  };
  return (
    <Page>
      {CODE_IS_GONE.test(String(error)) ? (
        <CodeIsGone error={error} />
      ) : (
        <ErrorState heading="h1" error={error} onRetry={() => void retry()} />
      )}
    </Page>
  );
}

/** Loads the page again, but not before the server is back: the browser would leave it for an error of its own. */
function CodeIsGone({ error }: { readonly error: unknown }): ReactNode {
  const state = useStore(connection);
  const wasAway = useRef(false);
  useEffect(() => void checkConnection(), []);
  useEffect(() => {
    if (state === 'lost') wasAway.current = true;
    else if (wasAway.current) reloadAfterLoss();
  }, [state]);
  return state === 'lost' ? (
    <ErrorState heading="h1" error={new ConnectionLostError()} onRetry={() => void retryNow()} />
  ) : (
    <ErrorState heading="h1" error={error} onRetry={() => window.location.reload()} />
  );
}

/** Shown for an unknown URL. */
export function NotFound(): ReactNode {
  const t = useText();
  return (
    <Page>
      <EmptyState heading="h1" icon={<Compass size={24} />} title={t.shell.notFound.title} text={t.shell.notFound.text}>
        <Button asChild kind="primary">
          <Link to="/">{t.shell.notFound.home}</Link>
        </Button>
      </EmptyState>
    </Page>
  );
}

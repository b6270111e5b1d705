import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { ErrorState } from '../components/error-state.tsx';
import { Page } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton.tsx';
import { useText } from '../i18n/text.tsx';

/** Shown while a screen's code is loading. */
export function ScreenPending(): ReactNode {
  return (
    <Page>
      <SkeletonRows />
    </Page>
  );
}

/** How browsers say that the code of a screen is gone: the program was updated while the page was open. */
const CODE_IS_GONE = /dynamically imported module|module script failed/i;

/** Shown if a screen throws: with a retry button; the rest of the page keeps working. */
export function ScreenError({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const retry = async (): Promise<void> => {
    if (CODE_IS_GONE.test(String(error))) {
      window.location.reload();
      return;
    }
    await router.invalidate();
    reset();
  };
  return (
    <Page>
      <ErrorState heading="h1" error={error} onRetry={() => void retry()} />
    </Page>
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

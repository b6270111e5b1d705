import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';

/**
 * Calls `act` as soon as the page navigates to another screen. This screen remains until the other one is loaded and
 * must not change the URL, which would cancel the navigation.
 */
export function useLeaving(act: () => void): void {
  const router = useRouter();
  const leave = useEffectEvent(act);
  useEffect(
    () =>
      router.subscribe('onBeforeNavigate', ({ pathChanged }) => {
        if (pathChanged) leave();
      }),
    [router],
  );
}

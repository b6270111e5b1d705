import { useRouter } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';

/**
 * Calls `act` as soon as the page is on its way to another screen. This one stays until that is loaded, and must not
 * change the address any more: it would call the page back.
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

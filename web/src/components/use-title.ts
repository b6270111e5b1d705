import { useEffect } from 'react';
import { useText } from '../i18n/text.tsx';

/** Names the tab after what is shown. `PageHeader` does it by itself; screens without one call it. */
export function useTitle(title: string): void {
  const { appName } = useText().common;
  useEffect(() => {
    document.title = `${title} – ${appName}`;
  }, [title, appName]);
}

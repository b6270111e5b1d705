import { useEffect } from 'react';
import { useText } from '../i18n/text.tsx';

/** Sets the title of the tab. Called by `PageHeader`; screens without one call it themselves. */
export function useTitle(title: string): void {
  const { appName } = useText().common;
  useEffect(() => {
    document.title = `${title} – ${appName}`;
  }, [title, appName]);
}

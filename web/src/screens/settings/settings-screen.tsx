import { createLazyRoute } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page, PageHeader } from '../../components/page-header.tsx';
import { useText } from '../../i18n/text.tsx';
import { About } from './about.tsx';
import { AccessLog } from './access-log.tsx';
import { Appearance } from './appearance.tsx';
import { Browsers } from './browsers.tsx';
import { DataPlaces } from './data-places.tsx';
import { Sessions } from './sessions.tsx';
import { Times } from './times.tsx';

/** The screen Settings. */
export const Route = createLazyRoute('/settings')({ component: SettingsScreen });

function SettingsScreen(): ReactNode {
  const t = useText();
  return (
    <Page>
      <PageHeader title={t.settings.title} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Appearance />
          <Times />
          <About />
        </div>
        <div className="flex flex-col gap-4">
          <Sessions />
          <Browsers />
          <AccessLog />
          <DataPlaces />
        </div>
      </div>
    </Page>
  );
}

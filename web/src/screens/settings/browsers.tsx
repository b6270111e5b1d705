import { useMutation, useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { browsersQuery, logOutBrowser } from '../../api/login.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { Section } from './section.tsx';

/** The browsers that are logged in, with buttons to log out one or all. */
export function Browsers(): ReactNode {
  const t = useText();
  const words = t.settings.sessions;
  const { data } = useQuery(browsersQuery);
  const leave = useMutation({ mutationFn: logOutBrowser });
  const browsers = data?.items ?? [];
  const nameOf = (name: string): string => name || words.unnamedBrowser;
  return (
    <Section title={words.browsers}>
      <ul className="flex flex-col gap-2">
        {browsers.map(({ key, name, address, lastSeenAt, current }) => (
          <li key={key} className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                {current ? words.thisBrowser({ name: nameOf(name) }) : nameOf(name)}
              </p>
              <p className="text-sm text-muted">
                {words.seen({ address })} <Time at={lastSeenAt} format="relative" />
              </p>
            </div>
            {current ? null : (
              <Button
                size="sm"
                icon={<LogOut size={14} />}
                aria-label={words.signOutBrowser({ name: nameOf(name) })}
                disabled={leave.isPending}
                onClick={() => leave.mutate(key)}
              >
                {words.signOutShort}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {browsers.length > 1 ? (
        <div>
          <Button icon={<LogOut size={15} />} disabled={leave.isPending} onClick={() => leave.mutate(null)}>
            {words.signOutAll}
          </Button>
        </div>
      ) : null}
      {leave.error === null ? null : <ErrorState error={leave.error} />}
    </Section>
  );
}

import { AtSign, Hash, type LucideIcon, Phone, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PersonSummaryView } from '../../../../src/contract/people.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Handle } from '../../components/handle.tsx';
import { useText } from '../../i18n/text.tsx';

type Handle = PersonSummaryView['handles'][number];

const ICONS: Readonly<Record<Handle['kind'], LucideIcon>> = {
  phone: Phone,
  'short-code': Hash,
  email: AtSign,
  other: UserRound,
};

/** Numbers, addresses and accounts of a person, and why they belong to the person. */
export function PersonHandles({ handles }: { readonly handles: readonly Handle[] }): ReactNode {
  const words = useText().people.handles;
  if (handles.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <div>
        <h3 className="font-semibold">{words.title}</h3>
        {handles.length > 1 ? <p className="text-sm text-muted">{words.intro}</p> : null}
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {handles.map(({ handle, text, kind, why }) => {
          const Icon = ICONS[kind];
          return (
            <li key={handle} className="flex items-center gap-3 px-4 py-2">
              <Icon size={15} aria-hidden className="shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="font-medium">
                  <Handle handle={handle} text={text} />
                </p>
                <p className="text-sm text-muted">{[words.kinds[kind], words.why[why]].join(' · ')}</p>
              </div>
              <CopyButton text={handle} label={words.copy({ handle: text })} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

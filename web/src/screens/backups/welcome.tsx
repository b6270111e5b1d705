import { Eraser, HouseHeart, type LucideIcon, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';

const ICONS: Readonly<Record<'local' | 'safe' | 'gone', LucideIcon>> = {
  local: HouseHeart,
  safe: ShieldCheck,
  gone: Eraser,
};

/** A welcome before the first backup was read, with what the program promises. */
export function Welcome({ count }: { readonly count: number }): ReactNode {
  const { welcome: words } = useText().start;
  return (
    <section aria-label={words.title} className="flex flex-col gap-4 rounded-lg bg-accent-soft p-6">
      <div>
        <h2 className="text-xl font-semibold tracking-tight">{words.title}</h2>
        <p className="mt-1 max-w-170">{words.text}</p>
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-2 text-sm font-medium">
        {(['local', 'safe', 'gone'] as const).map((promise) => {
          const Icon = ICONS[promise];
          return (
            <li key={promise} className="flex items-center gap-2">
              <Icon size={17} aria-hidden className="text-accent" />
              {words.promises[promise]}
            </li>
          );
        })}
      </ul>
      {count === 0 ? null : <p>{words.found({ count })}</p>}
    </section>
  );
}

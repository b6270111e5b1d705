import { CornerDownLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text.tsx';

/** Search syntax, with examples to try. */
export function SearchHelp({ onTry }: { readonly onTry: (query: string) => void }): ReactNode {
  const { intro, examples } = useText().search.help;
  return (
    <section className="flex flex-col gap-2">
      <p className="text-muted">{intro}</p>
      <ul className="flex flex-col">
        {Object.values(examples).map(({ query, text }) => (
          <li key={query} className="border-b border-line last:border-0">
            <button
              type="button"
              onClick={() => onTry(query)}
              className="group flex w-full flex-wrap items-baseline gap-x-4 gap-y-0.5 rounded-sm px-2 py-2 text-left hover:bg-hover"
            >
              <code className="w-56 shrink-0 font-mono text-sm text-accent">{query}</code>
              <span className="min-w-0 flex-1 basis-48 text-muted">{text}</span>
              <CornerDownLeft size={14} aria-hidden className="self-center text-transparent group-hover:text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { ReactNode } from 'react';
import type { FoundInView, SearchHitView } from '../../../src/contract/search.ts';
import { readableName } from '../../../src/locales/readable-name.ts';
import { currentLanguage } from '../i18n/locale.ts';
import { useText } from '../i18n/text.tsx';
import { Highlighted } from './highlighted.tsx';

/** The fields by which a record was found, if its title and text do not show why. */
export function FoundIn({ hit: { foundIn } }: { readonly hit: Pick<SearchHitView, 'foundIn'> }): ReactNode {
  const { hit } = useText().records;
  return foundIn.map((found) => (
    <span
      key={`${found.table} ${found.column} ${found.snippet}`}
      className="hostile block truncate text-sm text-muted [&_mark]:text-ink"
    >
      {hit.foundIn({ field: fieldName(found) })} <Highlighted hit={inWords(found)} />
    </span>
  ));
}

function fieldName({ names, column }: FoundInView): string {
  return names[currentLanguage()] ?? names['en'] ?? readableName(column);
}

/** A code by its name, all of which is marked. */
function inWords({ labels, snippet, highlights }: FoundInView): Pick<FoundInView, 'snippet' | 'highlights'> {
  const label = labels?.[currentLanguage()] ?? labels?.['en'];
  return label === undefined ? { snippet, highlights } : { snippet: label, highlights: [[0, label.length]] };
}

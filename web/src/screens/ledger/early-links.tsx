import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { IndexProgress } from '../../../../src/contract/backups.ts';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { listLink } from '../../kinds/links.ts';
import { useZone } from '../../preferences/zone.tsx';

/** Links to the newest records, which a first run shows before it reads all of them. */
export function EarlyLinks({
  backup,
  previews,
}: {
  readonly backup: string;
  readonly previews: IndexProgress['previews'];
}): ReactNode {
  const words = useText().ledger.run;
  const kinds = useKinds();
  const zone = useZone();
  const links = previews.flatMap(({ artifact, backTo }) => {
    const kind = kinds.all.find((each) => each.artifact === artifact);
    if (kind === undefined) return [];
    const name = kinds.artifactName(artifact, artifact);
    const text = backTo === null ? name : words.earlyTo({ name, date: formatTime(backTo, 'day', zone) });
    return [{ artifact, text, link: listLink(backup, kind) }];
  });
  if (links.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1">
      {words.early}
      {links.map(({ artifact, text, link }) => (
        <Link key={artifact} {...link} className="text-accent underline">
          {text}
        </Link>
      ))}
    </p>
  );
}

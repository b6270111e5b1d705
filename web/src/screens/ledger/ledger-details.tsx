import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../../src/contract/backups.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Bytes } from '../../components/figures.tsx';
import { formatDuration } from '../../format/duration.ts';
import { useText } from '../../i18n/text.tsx';
import { WayOn } from './way-on.tsx';

/** Notes of an artifact, and its source files with their hashes. */
export function LedgerDetails({ entry }: { readonly entry: LedgerEntryView }): ReactNode {
  const t = useText();
  const { outcome, noteCodes, sources, milliseconds, version } = entry;
  return (
    <div className="flex flex-col gap-4 px-4 pt-1 pb-4 pl-10 text-sm">
      <p className="text-muted" hidden={outcome === 'not-chosen'}>
        {[t.ledger.took({ duration: formatDuration(milliseconds) }), t.ledger.version({ version })].join(' · ')}
      </p>
      <WayOn entry={entry} />
      {noteCodes.length === 0 ? null : (
        <section className="flex flex-col gap-1">
          <h3 className="font-semibold">{t.ledger.notes}</h3>
          <ul className="flex list-disc flex-col gap-0.5 pl-4">
            {noteCodes.map((note) => (
              <li key={note.text} className="hostile">
                {t.server(note.text, note)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {sources.length === 0 ? null : (
        <section className="flex flex-col gap-1">
          <h3 className="font-semibold">{t.ledger.sources}</h3>
          <ul className="flex flex-col gap-2">
            {sources.map(({ fileID, domain, relativePath, size, sha256 }) => (
              <li key={fileID} className="flex items-start gap-2">
                <div className="min-w-0 flex-1">
                  <p className="hostile">
                    <span className="text-muted">{domain}</span> {relativePath}{' '}
                    <span className="text-muted">
                      <Bytes value={size} />
                    </span>
                  </p>
                  <p className="hostile font-mono text-xs text-muted">{sha256}</p>
                </div>
                <CopyButton text={sha256} label={t.ledger.copySha} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

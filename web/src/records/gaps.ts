import type { WithLedger } from '../api/ledgers.ts';
import type { Texts } from '../i18n/texts.ts';
import type { Kinds } from '../kinds/kinds.ts';
import { groupOf, whyUnread } from './ledger-words.ts';

/** Something missing in the shown data of a backup, described by the ledger. */
export interface Gap {
  readonly backup: string;
  /** Null for the index as a whole. */
  readonly artifact: string | null;
  /** Name of the artifact. */
  readonly name: string | null;
  /** Short title: “Partly read”. */
  readonly title: string;
  /** Number of missing records; 0 if unknown. */
  readonly missing: number;
  /** Reasons. */
  readonly reasons: readonly string[];
}

/** Gaps of these artifacts (null for all): the state of the index first, then ledger entries. */
export function gapsOf(
  backup: WithLedger,
  artifacts: readonly string[] | null,
  kinds: Pick<Kinds, 'artifactName'>,
  t: Texts,
): readonly Gap[] {
  const index = indexGap(backup, t);
  const lines = backup.ledger
    .filter(({ artifact, outcome }) => groupOf(outcome) === 'problems' && artifacts?.includes(artifact) !== false)
    .map((entry): Gap => {
      const { artifact, title, outcome } = entry;
      return {
        backup: backup.id,
        artifact,
        name: kinds.artifactName(artifact, title),
        title: t.ledger.outcome[outcome],
        missing: entry.skipped,
        reasons: [whyUnread(entry, t)],
      };
    });
  return index === null ? lines : [index, ...lines];
}

/** Gap if the index is being written, is older than the backup, or its last run failed. */
function indexGap(
  { id, status, lastIndexedAt, stale, staleReason, staleReasonCode, lastRun }: WithLedger,
  t: Texts,
): Gap | null {
  const gap = { backup: id, artifact: null, name: null, missing: 0 };
  if (status === 'INDEXING') {
    const { title, text } = t.overview.indexing;
    return { ...gap, title, reasons: [lastIndexedAt === null ? text : t.records.incomplete.running] };
  }
  if (lastIndexedAt === null) return null;
  const reasons = [
    stale && staleReason !== null ? t.server(staleReason, staleReasonCode) : null,
    ...(lastRun === null || ['running', 'succeeded', 'partial'].includes(lastRun.outcome)
      ? []
      : [
          t.ledger.run[lastRun.outcome],
          lastRun.outcome === 'cancelled' || lastRun.reason === null
            ? null
            : t.server(lastRun.reason, lastRun.reasonCode),
        ]),
  ].filter((reason) => reason !== null);
  if (reasons.length === 0 && !stale) return null;
  return { ...gap, title: stale ? t.backups.status.stale : t.records.incomplete.earlier, reasons };
}

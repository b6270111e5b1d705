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
  kinds: Pick<Kinds, 'artifactName' | 'artifactsWithScreens'>,
  t: Texts,
  dayOf: (at: number) => string,
): readonly Gap[] {
  const index = areShownEarly(backup, artifacts) ? null : indexGap(backup, t);
  const lines = worstFirst(backup.ledger, kinds)
    .filter(({ artifact, outcome }) => groupOf(outcome) === 'problems' && artifacts?.includes(artifact) !== false)
    .map((entry): Gap => {
      const { artifact, title, outcome, preview } = entry;
      const early = t.records.incomplete.preview;
      const about = { backup: backup.id, artifact, name: kinds.artifactName(artifact, title) };
      if (preview !== null) {
        const { backTo } = preview;
        const reason = backTo === null ? early.newest : early.since({ date: dayOf(backTo) });
        return { ...about, title: early.title, missing: 0, reasons: [reason] };
      }
      return {
        ...about,
        title: t.ledger.outcome[outcome],
        missing: entry.skipped,
        reasons: [whyUnread(entry, t)],
      };
    });
  const leftOut = notChosen(backup, artifacts, kinds, t);
  return [index, ...lines, leftOut].filter((gap) => gap !== null);
}

/**
 * What has a screen of its own first, then what could not be read at all: a closed note shows only the first names, and
 * messages must not be among the others.
 */
function worstFirst(
  ledger: WithLedger['ledger'],
  { artifactsWithScreens }: Pick<Kinds, 'artifactsWithScreens'>,
): WithLedger['ledger'] {
  const rank = ({ artifact, outcome }: WithLedger['ledger'][number]): number =>
    (artifactsWithScreens.includes(artifact) ? 0 : 2) + (outcome === 'partial' ? 1 : 0);
  return ledger.toSorted((one, other) => rank(one) - rank(other));
}

/** What was left out by choice, in one line. A screen of one artifact says so itself. */
function notChosen(
  { id, ledger }: WithLedger,
  artifacts: readonly string[] | null,
  kinds: Pick<Kinds, 'artifactName'>,
  t: Texts,
): Gap | null {
  if (artifacts?.length === 1) return null;
  const names = ledger
    .filter(({ artifact, outcome }) => outcome === 'not-chosen' && artifacts?.includes(artifact) !== false)
    .map(({ artifact, title }) => kinds.artifactName(artifact, title));
  if (names.length === 0) return null;
  return {
    backup: id,
    artifact: null,
    name: null,
    title: t.records.none.notChosen,
    missing: 0,
    reasons: [names.join(', ')],
  };
}

/** True if the first run has shown something of each of these artifacts, whose gaps say how much. */
function areShownEarly({ early }: WithLedger, artifacts: readonly string[] | null): boolean {
  return artifacts?.every((id) => early.some(({ artifact }) => artifact === id)) === true;
}

/** Gap if the index is being written, is older than the backup, or its last run failed. */
function indexGap(
  { id, status, lastIndexedAt, stale, staleReason, staleReasonCode, lastRun, early }: WithLedger,
  t: Texts,
): Gap | null {
  const gap = { backup: id, artifact: null, name: null, missing: 0 };
  if (status === 'INDEXING') {
    const { title, text } = t.overview.indexing;
    const { preview, running } = t.records.incomplete;
    if (lastIndexedAt !== null) return { ...gap, title, reasons: [running] };
    return early.length > 0
      ? { ...gap, title: preview.title, reasons: [preview.all] }
      : { ...gap, title, reasons: [text] };
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

import type { Kysely, Selectable } from 'kysely';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { CoreDatabase, IndexPiecesTable } from '../database.ts';
import {
  closeArtifactRun,
  currentRuns,
  openArtifactRun,
  type RunNumbers,
  recordArtifacts,
  showOnFirstRun,
  signCurrent,
} from './artifact-runs.ts';
import { earlierReading, saveState } from './index-growth.ts';
import { LEASE_MS } from './index-runs.ts';
import {
  type Claim,
  type ClaimedPiece,
  type EarlierReading,
  isKeptOnly,
  type PieceRecord,
  type PieceResult,
  type PlannedPieces,
  type PreviewResult,
} from './piece-types.ts';
import type { ArtifactResult, WriteTarget } from './run-types.ts';

/** All columns except potentially large ones. */
const FACTS = [
  'id',
  'indexRunId',
  'artifactRunId',
  'kind',
  'artifact',
  'slice',
  'slices',
  'signature',
  'state',
  'holder',
  'worker',
  'claims',
  'heartbeatAt',
  'leaseExpiresAt',
  'fraction',
  'records',
] as const;

type PieceFacts = Pick<Selectable<IndexPiecesTable>, (typeof FACTS)[number]>;

/** The claimer of a piece. */
export interface Claimant {
  /** The same holder may take over its earlier claims after a restart. */
  readonly holder: string;
  /** Display name. */
  readonly worker: string;
}

/** Options of a claim. */
export interface ClaimOptions {
  readonly leaseMs?: number;
  /** Artifacts of which a first run reads the newest records before anything else, in this order. */
  readonly previews?: readonly { readonly id: string; readonly version: number }[];
  /**
   * True to claim a piece in advance, while the holder works on another. Only a piece without an earlier claim is
   * given: if the worker dies because of one piece, the attempt also counts against this one, which may happen only once.
   */
  readonly ahead?: boolean;
}

/**
 * The pieces of index runs. Each method that changes something first locks the run's row, which serialises the changes
 * of one run on every engine, and extends the run's lease.
 */
export class IndexPieces {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /**
   * Claims the next piece: first the previews and the plan, then the planned pieces in order. Pieces with an expired
   * lease, and earlier claims of the same holder, are taken over.
   * @throws CONFLICT if the run has ended
   */
  async claim(
    run: string,
    { holder, worker }: Claimant,
    { leaseMs = LEASE_MS, previews = [], ahead = false }: ClaimOptions = {},
  ): Promise<Claim> {
    return this.#write.transaction().execute(async (trx) => {
      const now = Date.now();
      const held = await lockRun(trx, run);
      const { backupId } = held;
      const taken = { state: 'running', holder, worker, heartbeatAt: now, leaseExpiresAt: now + leaseMs } as const;
      let pieces = await piecesOf(trx, held.id);
      if (pieces.length === 0) {
        await firstPieces(trx, held, previews);
        pieces = await piecesOf(trx, held.id);
      }
      const next = pieces.find((piece) =>
        ahead ? piece.kind === 'read' && piece.claims === 0 : canBeClaimed(piece, pieces, holder, now),
      );
      if (next === undefined) return { type: pieces.every(({ state }) => state === 'done') ? 'complete' : 'busy' };
      const claims = next.claims + 1;
      await trx
        .updateTable('index_pieces')
        .set({ ...taken, claims })
        .where('id', '=', next.id)
        .execute();
      const target = await writeTarget(trx, backupId, next);
      const { id, kind, artifact, slice, slices } = next;
      return { type: 'piece', piece: { id, kind, artifact, slice, slices, claim: claims, target } };
    });
  }

  /**
   * Finishes the plan: starts the run of every artifact to be read and creates its pieces; writes the ledger lines of
   * artifacts with nothing to read.
   * @throws CONFLICT (another worker took it over, or the run has ended)
   */
  async plan(run: string, piece: ClaimedPiece, artifacts: readonly PlannedPieces[]): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const held = await lockRun(trx, run);
      await finishClaim(trx, piece, { result: artifacts });
      await recordArtifacts(trx, held, artifacts.flatMap(resultWithout));
      for (const { artifact, version, signature, slices, unchanged, ledger } of artifacts) {
        if (unchanged) {
          await signCurrent(trx, held.backupId, { artifact, signature });
          continue;
        }
        if (ledger !== null) continue;
        const artifactRunId = await openArtifactRun(trx, held, { id: artifact, version });
        const common = { indexRunId: held.id, artifactRunId, artifact, slices, signature };
        const rows = Array.from({ length: slices }, (_, slice) => unclaimed({ ...common, kind: 'read', slice }));
        if (slices > 1) rows.push(unclaimed({ ...common, kind: 'combine' }));
        await trx.insertInto('index_pieces').values(rows).execute();
      }
    });
  }

  /**
   * Finishes a piece. The last one of an artifact (the only one, or the one that combines) writes its ledger line.
   * @throws CONFLICT (another worker took it over, or the run has ended)
   */
  async finish(
    run: string,
    piece: ClaimedPiece,
    { ledger, sources, partial, readAgain, signature = null, kept = null, state = null }: PieceResult,
    records: number,
  ): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const { backupId } = await lockRun(trx, run);
      const result = { ledger, sources, readAgain };
      const waiting = kept === null ? partial : { kept };
      const planned = await finishClaim(trx, piece, { result, partial: waiting, records });
      const isLast = piece.kind === 'combine' || piece.slices === 1;
      if (isLast && piece.target !== null) {
        const signed = readAgain ? null : (signature ?? planned);
        await closeArtifactRun(trx, piece.target, { entry: ledger, signature: signed, sources });
        if (state !== null && !readAgain) await saveState(trx, piece.target.runId, state);
        await showOnFirstRun(trx, backupId, piece.target);
      }
    });
  }

  /**
   * Finishes a preview; its rows become visible, unless the artifact itself already is. Null if it could not be read:
   * nothing becomes visible.
   * @throws CONFLICT (another worker took it over, or the run has ended)
   */
  async finishPreview(run: string, piece: ClaimedPiece, result: PreviewResult | null): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const held = await lockRun(trx, run);
      await finishClaim(trx, piece, { result: null });
      if (result === null || piece.target === null) return;
      const { ledger, backTo } = result;
      await closeArtifactRun(trx, piece.target, { entry: ledger, signature: null, sources: [] });
      const hasIndex = (await currentRuns(trx, held.backupId)).some(({ artifact }) => artifact === piece.artifact);
      await trx
        .updateTable('artifact_runs')
        .set({ preview: { backTo }, isCurrent: !hasIndex })
        .where('id', '=', piece.target.runId)
        .execute();
    });
  }

  /** The reading that the next one of an artifact can build on; null if there is none. */
  async earlier(
    { target }: ClaimedPiece,
    artifact: { readonly id: string; readonly version: number },
  ): Promise<EarlierReading | null> {
    return target === null ? null : earlierReading(this.#write, target.backupId, artifact);
  }

  /** The results of the slices of an artifact, in order. */
  async slices({ target }: ClaimedPiece): Promise<PieceResult[]> {
    const rows = await this.#write
      .selectFrom('index_pieces')
      .select(['result', 'partial'])
      .where('artifactRunId', '=', target?.runId ?? 0)
      .where('kind', '=', 'read')
      .orderBy('slice')
      .execute();
    return rows.map(({ result, partial }) => {
      if (result === null || !('ledger' in result)) throw new Error('A slice that was not read cannot be combined.');
      return { ...result, partial: partial === null || isKeptOnly(partial) ? null : partial };
    });
  }

  /**
   * Extends the leases of the run and of a piece, and records its progress.
   * @throws CONFLICT (another worker took it over, or the run has ended)
   */
  async heartbeat(
    run: string,
    piece: ClaimedPiece | null,
    { fraction, records }: { fraction: number; records: number },
    leaseMs = LEASE_MS,
  ): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      await lockRun(trx, run);
      if (piece === null) return;
      const now = Date.now();
      const { numUpdatedRows } = await trx
        .updateTable('index_pieces')
        .set({ fraction, records, heartbeatAt: now, leaseExpiresAt: now + leaseMs })
        .where('id', '=', piece.id)
        .where('claims', '=', piece.claim)
        .where('state', '=', 'running')
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw lost();
    });
  }

  /** The pieces of a run, in order. Empty if it waits for its first worker or ran under an earlier version. */
  async list(run: string): Promise<PieceRecord[]> {
    const rows = await this.#read
      .selectFrom('index_pieces as p')
      .innerJoin('index_runs as r', 'r.id', 'p.indexRunId')
      .select(['p.kind', 'p.artifact', 'p.slice', 'p.slices', 'p.state', 'p.worker', 'p.claims', 'p.heartbeatAt'])
      .select(['p.fraction', 'p.records', 'p.result'])
      .where('r.publicId', '=', run)
      .orderBy('p.id')
      .execute();
    return rows.map(({ result, ...facts }) => {
      if (result === null) return { ...facts, plan: null, outcome: null };
      const isRead = 'ledger' in result;
      return { ...facts, plan: isRead ? null : result, outcome: isRead ? result.ledger.outcome : null };
    });
  }
}

function piecesOf(trx: Kysely<CoreDatabase>, indexRunId: number): Promise<PieceFacts[]> {
  return trx.selectFrom('index_pieces').select(FACTS).where('indexRunId', '=', indexRunId).orderBy('id').execute();
}

/** Creates the previews of artifacts without an index, and the plan. */
async function firstPieces(
  trx: Kysely<CoreDatabase>,
  run: RunNumbers,
  previews: NonNullable<ClaimOptions['previews']>,
): Promise<void> {
  const indexRunId = run.id;
  const indexed = new Set((await currentRuns(trx, run.backupId)).map(({ artifact }) => artifact));
  for (const artifact of previews) {
    if (indexed.has(artifact.id)) continue;
    const artifactRunId = await openArtifactRun(trx, run, artifact);
    const piece = unclaimed({ indexRunId, artifactRunId, kind: 'preview', artifact: artifact.id });
    await trx.insertInto('index_pieces').values(piece).execute();
  }
  await trx
    .insertInto('index_pieces')
    .values(unclaimed({ indexRunId, kind: 'plan', artifact: '' }))
    .execute();
}

/** The ledger line of an artifact with nothing to read, unless the current one says the same. */
function resultWithout({ ledger, unchanged, signature }: PlannedPieces): readonly Omit<ArtifactResult, 'sources'>[] {
  return ledger === null || unchanged ? [] : [{ entry: ledger, signature }];
}

/** Locks the run's row until the transaction ends, and extends its lease. @throws CONFLICT if it has ended */
async function lockRun(trx: Kysely<CoreDatabase>, run: string): Promise<RunNumbers> {
  const now = Date.now();
  const row = await trx
    .updateTable('index_runs')
    .set({ heartbeatAt: now, leaseExpiresAt: now + LEASE_MS })
    .where('publicId', '=', run)
    .where('state', '=', 'running')
    .returning(['id', 'backupId'])
    .executeTakeFirst();
  if (row === undefined) throw new DomainError('CONFLICT', msg('detail.run-ended'));
  return row;
}

function canBeClaimed(piece: PieceFacts, all: readonly PieceFacts[], holder: string, now: number): boolean {
  const { state, kind, artifactRunId, leaseExpiresAt } = piece;
  if (state === 'done') return false;
  if (state === 'running' && piece.holder !== holder && (leaseExpiresAt ?? 0) > now) return false;
  if (kind !== 'combine') return true;
  return all.every((other) => other.artifactRunId !== artifactRunId || other.kind !== 'read' || other.state === 'done');
}

async function writeTarget(
  trx: Kysely<CoreDatabase>,
  backupId: number,
  piece: PieceFacts,
): Promise<WriteTarget | null> {
  if (piece.artifactRunId === null) return null;
  const { publicId } = await trx
    .selectFrom('backups')
    .select('publicId')
    .where('id', '=', backupId)
    .executeTakeFirstOrThrow();
  return { backup: publicId, artifact: piece.artifact, backupId, runId: piece.artifactRunId };
}

/** Marks a claimed piece as done; returns the signature of its artifact. @throws CONFLICT if it is no longer held */
async function finishClaim(
  trx: Kysely<CoreDatabase>,
  piece: ClaimedPiece,
  outcome: Pick<IndexPiecesTable, 'result'> & Partial<Pick<IndexPiecesTable, 'partial' | 'records'>>,
): Promise<string | null> {
  const row = await trx
    .updateTable('index_pieces')
    .set({ ...outcome, state: 'done', fraction: 1, heartbeatAt: Date.now(), leaseExpiresAt: null })
    .where('id', '=', piece.id)
    .where('claims', '=', piece.claim)
    .where('state', '=', 'running')
    .returning('signature')
    .executeTakeFirst();
  if (row === undefined) throw lost();
  return row.signature;
}

function lost(): DomainError {
  return new DomainError('CONFLICT', msg('detail.piece-taken-over'));
}

function unclaimed(
  piece: Pick<IndexPiecesTable, 'indexRunId' | 'kind' | 'artifact'> & Partial<Omit<IndexPiecesTable, 'id'>>,
): Omit<IndexPiecesTable, 'id'> {
  return {
    artifactRunId: null,
    slice: 0,
    slices: 1,
    signature: null,
    state: 'waiting',
    holder: null,
    worker: null,
    claims: 0,
    heartbeatAt: null,
    leaseExpiresAt: null,
    fraction: 0,
    records: 0,
    result: null,
    partial: null,
    ...piece,
  };
}

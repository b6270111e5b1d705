import type { Kysely, Selectable } from 'kysely';
import type { JsonValue } from '../../model/columns.ts';
import { DomainError } from '../../model/errors.ts';
import type { LedgerEntry, SourceFile } from '../../model/outcome.ts';
import type { CoreDatabase, IndexPiecesTable } from '../database.ts';
import { closeArtifactRun, openArtifactRun, signCurrent } from './artifact-runs.ts';
import { LEASE_MS } from './index-runs.ts';
import type { Claim, ClaimedPiece, PieceRecord, PieceResult, PlannedPieces } from './piece-types.ts';
import type { WriteTarget } from './run-types.ts';

/** Everything but what can be large. */
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

/** Who claims a piece. */
export interface Claimant {
  /** Whoever comes with the same name takes over what it claimed before: it was started again after a loss. */
  readonly holder: string;
  /** What people call it. */
  readonly worker: string;
}

/**
 * The pieces of index runs. Every method that changes something first takes the run's own row, so that on every engine
 * the changes of one run come one after another, and extends the run's lease.
 */
export class IndexPieces {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /**
   * Takes the next piece: first the plan, then what it made, in its order. A piece whose holder has given no sign of
   * life for the length of a lease, and one that this holder had before, are taken over.
   * @throws CONFLICT when the run has ended
   */
  async claim(run: string, { holder, worker }: Claimant, leaseMs = LEASE_MS): Promise<Claim> {
    return this.#write.transaction().execute(async (trx) => {
      const now = Date.now();
      const { id: indexRunId, backupId } = await holdRun(trx, run);
      const taken = { state: 'running', holder, worker, heartbeatAt: now, leaseExpiresAt: now + leaseMs } as const;
      const pieces = await trx
        .selectFrom('index_pieces')
        .select(FACTS)
        .where('indexRunId', '=', indexRunId)
        .orderBy('id')
        .execute();
      if (pieces.length === 0) {
        const plan = { ...unclaimed({ indexRunId, kind: 'plan', artifact: '' }), ...taken, claims: 1 };
        const { id } = await trx.insertInto('index_pieces').values(plan).returning('id').executeTakeFirstOrThrow();
        return {
          type: 'piece',
          piece: { id, kind: 'plan', artifact: '', slice: 0, slices: 1, claim: 1, target: null },
        };
      }
      const next = pieces.find((piece) => canBeClaimed(piece, pieces, holder, now));
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

  /** Finishes the plan: opens the run of every artifact that is read, and makes its pieces. @throws CONFLICT (another took it over, or the run has ended) */
  async plan(run: string, piece: ClaimedPiece, artifacts: readonly PlannedPieces[]): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      const held = await holdRun(trx, run);
      await finishClaim(trx, piece, { result: artifacts as unknown as JsonValue });
      for (const { artifact, version, signature, slices, unchanged } of artifacts) {
        if (unchanged) {
          await signCurrent(trx, held.backupId, { artifact, signature });
          continue;
        }
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
   * @throws CONFLICT (another took it over, or the run has ended)
   */
  async finish(
    run: string,
    piece: ClaimedPiece,
    { ledger, sources, partial }: PieceResult,
    records: number,
  ): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      await holdRun(trx, run);
      const result = { ledger, sources } as unknown as JsonValue;
      const signature = await finishClaim(trx, piece, { result, partial, records });
      const isLast = piece.kind === 'combine' || piece.slices === 1;
      if (isLast && piece.target !== null) {
        await closeArtifactRun(trx, piece.target, { entry: ledger, signature, sources });
      }
    });
  }

  /** What the slices of an artifact came to, in their order. */
  async slices({ target }: ClaimedPiece): Promise<PieceResult[]> {
    const rows = await this.#write
      .selectFrom('index_pieces')
      .select(['result', 'partial'])
      .where('artifactRunId', '=', target?.runId ?? 0)
      .where('kind', '=', 'read')
      .orderBy('slice')
      .execute();
    return rows.map(({ result, partial }) => {
      const { ledger, sources } = result as unknown as { ledger: LedgerEntry; sources: SourceFile[] };
      return { ledger, sources, partial: partial as PieceResult['partial'] };
    });
  }

  /** Extends the leases of the run and of a piece, and notes how far it is. @throws CONFLICT (another took it over, or the run has ended) */
  async heartbeat(
    run: string,
    piece: ClaimedPiece | null,
    progress: { fraction: number; records: number },
    leaseMs = LEASE_MS,
  ): Promise<void> {
    await this.#write.transaction().execute(async (trx) => {
      await holdRun(trx, run);
      if (piece === null) return;
      const now = Date.now();
      const { numUpdatedRows } = await trx
        .updateTable('index_pieces')
        .set({ ...progress, heartbeatAt: now, leaseExpiresAt: now + leaseMs })
        .where('id', '=', piece.id)
        .where('claims', '=', piece.claim)
        .where('state', '=', 'running')
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw lost();
    });
  }

  /** The pieces of a run, in order; none when it waits for its first worker, or ran under an earlier version. */
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
      const plan = facts.kind === 'plan' ? (result as unknown as PlannedPieces[] | null) : null;
      const read = facts.kind === 'plan' ? null : (result as unknown as { ledger: LedgerEntry } | null);
      return { ...facts, plan, outcome: read?.ledger.outcome ?? null };
    });
  }
}

/** Takes the run's row until the transaction ends, and extends its lease. @throws CONFLICT when it has ended */
async function holdRun(trx: Kysely<CoreDatabase>, run: string): Promise<{ id: number; backupId: number }> {
  const now = Date.now();
  const row = await trx
    .updateTable('index_runs')
    .set({ heartbeatAt: now, leaseExpiresAt: now + LEASE_MS })
    .where('publicId', '=', run)
    .where('state', '=', 'running')
    .returning(['id', 'backupId'])
    .executeTakeFirst();
  if (row === undefined) throw new DomainError('CONFLICT', 'This index run has ended.');
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

/** Marks a claimed piece as done; returns the signature of its artifact. @throws CONFLICT when it is no longer held */
async function finishClaim(
  trx: Kysely<CoreDatabase>,
  piece: ClaimedPiece,
  outcome: { readonly result: JsonValue; readonly partial?: JsonValue; readonly records?: number },
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
  return new DomainError('CONFLICT', 'Another worker has taken this piece over.');
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

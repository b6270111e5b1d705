import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ArtifactChoiceView, StartIndexBody } from '../../../../src/contract/artifact-choice.ts';
import { indexChoicesQuery } from '../../api/index-choices.ts';

/** What a run shall read, as chosen so far. */
export interface ReadChoice {
  /** Undefined until loaded. */
  readonly artifacts: readonly ArtifactChoiceView[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly isChosen: (artifact: string) => boolean;
  /** Chooses or leaves out artifacts. */
  readonly set: (artifacts: readonly string[], chosen: boolean) => void;
  /** Number of chosen artifacts; null until loaded. */
  readonly count: number | null;
  /** For the request; undefined if nothing was changed, which keeps what was chosen before. */
  readonly change: StartIndexBody['choice'];
}

/** The choice of what is read of an unlocked backup; begins with what was chosen before. */
export function useReadChoice(backup: string, enabled = true): ReadChoice {
  const { data: artifacts, error, refetch } = useQuery({ ...indexChoicesQuery(backup), enabled });
  const [changed, setChanged] = useState<ReadonlySet<string> | null>(null);
  const leftOut = changed ?? new Set((artifacts ?? []).filter((one) => !one.isChosen).map(({ artifact }) => artifact));
  return {
    artifacts,
    error,
    retry: () => void refetch(),
    isChosen: (artifact) => !leftOut.has(artifact),
    set: (ids, chosen) => setChanged(chosen ? leftOut.difference(new Set(ids)) : leftOut.union(new Set(ids))),
    count: artifacts === undefined ? null : artifacts.length - leftOut.size,
    change:
      changed === null ? undefined : changed.size === 0 ? { mode: 'all' } : { mode: 'without', names: [...changed] },
  };
}

/** The request for a run, without a choice that was not changed. */
export function asked(id: string, choice: ReadChoice['change']) {
  return choice === undefined ? { id } : { id, choice };
}

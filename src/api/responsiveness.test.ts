import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { startTestServer, type TestServer } from '../../test/support/api/client.ts';
import { computingTimes } from '../../test/support/computing-times.ts';
import { fullOnly } from '../../test/support/depth.ts';

/** A small encrypted backup with Apple's key derivation, which takes seconds. */
const COSTLY = corpusPath('backups/encrypted-10.3-manifestdb');
const PLAIN = corpusPath('backups/ios-14.3-unencrypted-manifest');

/** Maximum duration of one turn of the event loop. */
const LIMIT_MS = 5;

describeCorpus('the event loop', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer([COSTLY, PLAIN]);
  });
  afterAll(() => server.close());

  it('does not block the event loop while keys are derived and files are listed', fullOnly, async () => {
    const list = async (): Promise<void> => {
      await (await server.get(`/backups/${server.idOf(PLAIN)}/files?limit=50`)).text();
    };
    // The first requests load and compile code.
    for (let warmUp = 0; warmUp < 50; warmUp++) await list();
    const turns = await computingTimes(async () => {
      const derivation = new AbortController();
      const listing = (async () => {
        while (!derivation.signal.aborted) {
          await list();
          await setTimeout(20);
        }
      })();
      expect(await server.unlock(server.idOf(COSTLY), '0000')).toHaveLength(43);
      derivation.abort();
      await listing;
    });
    expect(turns.length).toBeGreaterThan(200);
    const p99 = turns.toSorted((a, b) => a - b)[Math.floor(turns.length * 0.99)];
    expect(p99).toBeLessThanOrEqual(LIMIT_MS);
  });
});

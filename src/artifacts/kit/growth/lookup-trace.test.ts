import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LookupTrace, NO_STEP } from './lookup-trace.ts';

const KINDS = ['name', 'place', 'file'] as const;
type Trace = LookupTrace<(typeof KINDS)[number]>;
type Lookup = readonly [kind: number, key: string];
type World = Readonly<Record<string, string>>;

const WORLDS: readonly World[] = [{ a: '1' }, { a: '2', b: '1' }, { a: '1', b: '1', c: '3' }];

function resultOf(world: World, [kind, key]: Lookup): unknown {
  const value = world[key] ?? null;
  return kind === 0 ? { value } : value;
}

/** The steps of units after their look-ups. */
function follow(trace: Trace, units: readonly (readonly Lookup[])[], world: World): Uint32Array {
  return Uint32Array.from(units, (lookups) => {
    trace.step = NO_STEP;
    for (const lookup of lookups) trace.note(...lookup, resultOf(world, lookup));
    return trace.step;
  });
}

function changed(trace: Trace, world: World): Uint8Array {
  const of = (kind: number) => (key: string) => resultOf(world, [kind, key]);
  return trace.changedSteps({ name: of(0), place: of(1), file: of(2) });
}

const anyUnits = array(array(tuple(integer({ min: 0, max: 2 }), constantFrom('a', 'b', 'c', 'd')), { maxLength: 4 }));
const anyWorld = constantFrom(...WORLDS);

describe('a trace of look-ups', () => {
  it('tells the units that looked up what is another one now, again and again', () => {
    assert(
      property(anyUnits, anyUnits, anyWorld, array(anyWorld, { maxLength: 3 }), (units, more, first, worlds) => {
        let trace: Trace = new LookupTrace(KINDS, ['file']);
        let steps = follow(trace, units, first);
        let all = units;
        let before = first;
        for (const world of worlds) {
          const columns = trace.takeColumns(steps).map((column) => column.slice().buffer);
          const restored = LookupTrace.from(KINDS, ['file'], columns);
          if (restored === null) throw new Error('not restored');
          trace = restored;
          const isChanged = changed(trace, world);
          for (const [unit, lookups] of all.entries()) {
            const isOther = (each: Lookup) =>
              JSON.stringify(resultOf(before, each)) !== JSON.stringify(resultOf(world, each));
            expect(isChanged[steps[unit] as number]).toBe(lookups.some(isOther) ? 1 : 0);
          }
          steps = Uint32Array.of(...steps, ...follow(trace, more, world));
          all = [...all, ...more];
          before = world;
        }
      }),
    );
  });

  it('has one step for units that look up the same, and forgets those of none', () => {
    const trace: Trace = new LookupTrace(KINDS, ['file']);
    const same: readonly Lookup[] = [
      [0, 'a'],
      [1, 'b'],
    ];
    const steps = follow(trace, [same, same, [[2, 'c']], [[2, 'c']], [[0, 'd']]], {});
    expect([...steps]).toEqual([2, 2, 3, 4, 5]);
    const columns = trace.takeColumns(steps.subarray(0, 3)).map((column) => column.slice().buffer);
    expect(new TextDecoder().decode(columns[0])).toBe('["a","b","c"]');
    expect(LookupTrace.from(KINDS, ['file'], columns)?.size).toBe(4);
  });

  it('notes nothing between units', () => {
    const trace: Trace = new LookupTrace(KINDS);
    trace.isOn = false;
    trace.note(0, 'a', 1);
    expect([trace.step, trace.size]).toEqual([NO_STEP, 1]);
  });

  it('is not restored from other columns', () => {
    const trace: Trace = new LookupTrace(KINDS);
    const steps = follow(trace, [[[0, 'a']]], {});
    const columns = trace.takeColumns(steps).map((column) => column.slice().buffer);
    expect(LookupTrace.from(KINDS, [], columns)).not.toBeNull();
    for (const index of columns.keys()) {
      const fewer = columns.map((column, at) => (at === index ? column.slice(0, column.byteLength - 1) : column));
      const none = columns.map((column, at) => (at === index ? new ArrayBuffer(16) : column));
      if (index === 0) expect(LookupTrace.from(KINDS, [], fewer)).toBeNull();
      else expect(LookupTrace.from(KINDS, [], none)).toBeNull();
    }
    expect(LookupTrace.from(KINDS, [], columns.slice(0, 3))).toBeNull();
  });
});

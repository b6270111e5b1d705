import { expect, it } from 'vitest';
import { isChosen } from '../model/artifact-choice.ts';
import { AREAS } from '../model/kind.ts';
import { changeChoice } from './change-choice.ts';
import { registry } from './registry.ts';

it('takes artifacts and whole areas', () => {
  const choice = changeChoice(null, { mode: 'without', names: ['messages', 'web'] });
  const left = registry.filter(({ id }) => !isChosen(choice, id));
  expect(left.map(({ id }) => id)).toContain('messages');
  expect(left.length).toBeGreaterThan(1);
  expect(left.every(({ id, area }) => id === 'messages' || area === 'web')).toBe(true);
  const only = changeChoice(choice, { mode: 'only', names: ['web', 'messages'] });
  expect(registry.filter(({ id }) => isChosen(only, id))).toEqual(left);
});

it('adds to an earlier choice, until it is everything', () => {
  const only = changeChoice(null, { mode: 'only', names: ['notes'] });
  expect(changeChoice(only, { mode: 'add', names: ['calls'] })).toEqual({
    mode: 'only',
    artifacts: ['notes', 'calls'],
  });
  const without = changeChoice(null, { mode: 'without', names: ['notes', 'calls'] });
  expect(changeChoice(without, { mode: 'add', names: ['calls'] })).toEqual({ mode: 'without', artifacts: ['notes'] });
  expect(changeChoice(without, { mode: 'add', names: ['calls', 'notes'] })).toBeNull();
  expect(changeChoice(null, { mode: 'add', names: ['calls'] })).toBeNull();
  expect(changeChoice(without, { mode: 'all' })).toBeNull();
});

it('refuses unknown names, and to read nothing', () => {
  expect(() => changeChoice(null, { mode: 'only', names: ['postcards'] })).toThrow(
    /no artifact or area “postcards”.*communication/,
  );
  expect(() => changeChoice(null, { mode: 'only', names: [] })).toThrow('Choose at least one');
  const all = registry.map(({ id }) => id);
  expect(() => changeChoice(null, { mode: 'without', names: all })).toThrow('Choose at least one');
});

it('knows no area without artifacts', () => {
  expect(AREAS.filter((area) => !registry.some((artifact) => artifact.area === area))).toEqual([]);
});

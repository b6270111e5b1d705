import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isDeadOwner, processOwner } from './process-owner.ts';

/** The owner that a process with this id would be. */
function ownerWith(pid: number | undefined): string {
  const parts = processOwner().split(':');
  parts[2] = String(pid);
  return parts.join(':');
}

describe('the owner of a run', () => {
  it('is dead once its process has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const owner = ownerWith(child.pid);
    expect(isDeadOwner(owner)).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isDeadOwner(owner)).toBe(true);
  });

  it('is alive if it is this process, and dead if an earlier process had the same id', () => {
    expect(isDeadOwner(processOwner())).toBe(false);
    const earlier = processOwner().split(':').with(4, 'earlier').join(':');
    expect(isDeadOwner(earlier)).toBe(true);
  });

  it.each([
    ['is of another machine', (owner: string) => owner.split(':').with(1, 'elsewhere').join(':')],
    ['is of another container', (owner: string) => owner.split(':').with(3, '1').join(':')],
    ['is a queue, whose workers go on without it', (owner: string) => owner.replace('process:', 'redis:')],
    ['was written by an earlier version', () => 'process:1'],
  ])('is left to its lease if it %s', (_what, change) => {
    expect(isDeadOwner(change(ownerWith(2 ** 22 + 1)))).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { teams } from './teams.ts';

it('has the names of calls of Teams with people who are not known, and no person of those with several', () => {
  const call = (log: object) => `plist${JSON.stringify({ 'call-log': { callState: 'accepted', ...log } })}`;
  const person = (id: string, displayName: string) => ({ id, displayName });
  const { tables } = readStores(teams, {
    'AppDomainGroup-group.com.microsoft.skype.teams/SkypeSpacesDogfood/A1/SkypeSpacesDogfood-t.sqlite': {
      tables: {
        ZUSER: `ZTSID | ZDISPLAYNAME \n 8:me | Robin`,
        ZMESSAGEPROPERTIES: `
          Z_PK | ZPROPERTIES
          1    | ${call({ callId: '1', callDirection: 'incoming', originator: '8:olga', originatorParticipant: person('8:olga', 'Olga') })}
          2    | ${call({ callId: '2', callDirection: 'outgoing', originator: '8:me', target: '8:ida', targetParticipant: person('8:ida', 'Ida') })}
          3    | ${call({ callId: '3', callDirection: 'outgoing', originator: '8:me', originatorParticipant: person('8:me', 'Robin') })}`,
      },
    },
  });
  const calls: Rows = Object.entries(tables).find(([table]) => table.endsWith('_calls'))?.[1] ?? [];
  expect(calls.map(({ callId, handle, name }) => [callId, handle, name])).toEqual([
    ['1', 'teams:8:olga', 'Olga'],
    ['2', 'teams:8:ida', 'Ida'],
    ['3', null, null],
  ]);
});

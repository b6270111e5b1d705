import type { KindDeclaration } from '../../model/kind.ts';

/** The screens of the call log of an app: the screen of calls. */
export function callScreens(artifact: string): Required<Pick<KindDeclaration, 'list' | 'opens'>> {
  return {
    list: { screen: 'calls', search: { log: artifact, q: '$person' } },
    opens: { screen: 'calls', search: { log: artifact, c: '$key' } },
  };
}

import { fold } from '../../model/fold.ts';
import type { RichViews } from '../rich-views.ts';
import { rowsOf } from '../rows-of.ts';

/** Maximum number of people compared by name. */
const MAX_PEOPLE = 20_000;

/** People of the photo library have no handles and are matched by name. */
export const photoViews: RichViews = {
  artifact: 'photos',
  async namesakes(ctx, scope, names) {
    const rows = await rowsOf(ctx, scope, 'photo_people')
      .select(['key', 'name', 'displayName', 'faceCount'])
      .orderBy('key')
      .limit(MAX_PEOPLE)
      .execute();
    return rows.flatMap(({ key, name, displayName, faceCount }) => {
      const shown = name ?? displayName;
      if (key === null || shown === null || !names.has(fold(shown))) return [];
      return { kind: 'person', key, name: shown, count: faceCount ?? 0 };
    });
  },
};

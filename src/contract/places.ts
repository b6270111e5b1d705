import { z } from 'zod';
import { CursorSchema, LimitSchema, pageOf } from './common.ts';
import { SearchHitSchema } from './search.ts';

/** `GET /backups/{id}/places` */
export const PlacesQuerySchema = z.object({ limit: LimitSchema, cursor: CursorSchema.optional() });

/** A record that names a point on Earth. */
export const PlaceSchema = SearchHitSchema.extend({
  latitude: z.number(),
  longitude: z.number(),
  locationName: z.string().nullable().describe('What the place is called; null where nothing says so.'),
});
/** A record that names a point on Earth. */
export type PlaceView = z.infer<typeof PlaceSchema>;

/** A page of places, newest first. */
export const PlacePageSchema = pageOf(PlaceSchema);

import { z } from 'zod';
import { CursorSchema, LimitSchema, pageOf } from './common.ts';
import { SearchHitSchema } from './search.ts';

/** `GET /backups/{id}/places` */
export const PlacesQuerySchema = z.object({ limit: LimitSchema, cursor: CursorSchema.optional() });

/** A record with a location. */
export const PlaceSchema = SearchHitSchema.extend({
  latitude: z.number(),
  longitude: z.number(),
  locationName: z.string().nullable().describe('Name of the location; null if unknown.'),
});
/** A record with a location. */
export type PlaceView = z.infer<typeof PlaceSchema>;

/** A page of places, newest first. */
export const PlacePageSchema = pageOf(PlaceSchema);

import { z } from 'zod';
import { CodedMessageSchema } from './coded-message.ts';

/** A town of GeoNames. */
export const TownSchema = z.object({
  name: z.string(),
  region: z.string().nullable().describe('State or province, in English.'),
  country: z.string().describe('ISO 3166-1 alpha-2.'),
  latitude: z.number(),
  longitude: z.number(),
  population: z.number().int().describe('0 if unknown.'),
});
/** A town of GeoNames. */
export type TownView = z.infer<typeof TownSchema>;

/** `GET /map/towns` */
export const TownsQuerySchema = z.object({
  q: z.string().max(100).describe('Beginning of the name; after a comma, region or country code: `springfield, il`.'),
  limit: z.coerce.number().int().min(1).max(50).default(8),
});

/** Towns by name, likely ones first. */
export const TownsSchema = z.object({ items: z.array(TownSchema) });

/** `GET /map/nearest-town` */
export const NearestTownQuerySchema = z.object({
  latitude: z.coerce.number().min(-90).max(90),
  longitude: z.coerce.number().min(-180).max(180),
});

/** The nearest town. */
export const NearestTownSchema = z.object({
  town: TownSchema.nullable().describe('Null if no town is within 100 km. Computed, not stored on the phone.'),
});

/** `GET /map/archive`: the vector tiles of the setting `APPLE_JUICER_MAP__ARCHIVE`. */
export const MapArchiveSchema = z.object({
  archive: z
    .object({
      bytes: z.number(),
      minZoom: z.number().int(),
      maxZoom: z.number().int(),
      bounds: z.array(z.number()).describe('West, south, east, north.'),
      version: z.string().describe('Changes with the file; part of the address of its tiles.'),
    })
    .nullable()
    .describe('Null if no archive is configured, or if it cannot be used.'),
  problem: CodedMessageSchema.extend({ text: z.string().describe('English text.') })
    .nullable()
    .describe('Why the configured archive cannot be used.'),
});
/** The configured archive of vector tiles. */
export type MapArchiveView = z.infer<typeof MapArchiveSchema>;

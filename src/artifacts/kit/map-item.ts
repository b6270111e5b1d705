import { type ProtoMessage, parseProtobuf } from '../../formats/protobuf.ts';
import { from } from './records/index.ts';
import type { Computed } from './records/source.ts';
import type { MaybeValue } from './records/value.ts';

const LIMITS = { maxDepth: 24, maxFields: 100_000 };

/**
 * Field numbers of places of GeoServices, of which Maps stores protobuf messages. A component has values of the one field
 * that has the number of its type.
 */
const STORAGE = { place: 1 } as const;
const PLACE = { components: 4 } as const;
const COMPONENT = { values: 8 } as const;
const VALUE = { entity: 1, addressObject: 31 } as const;
const ENTITY = { names: 10 } as const;
const LOCALIZED = { locale: 1, text: 2 } as const;
const ADDRESS = { object: 1, formats: 101, format: 2, lines: 11 } as const;
const ROUTE = { waypoints: 1 } as const;
const WAYPOINT = { mapItem: 2 } as const;

/** What is read of a place: its first name, and its address as the app shows it. */
export interface MapItem {
  readonly name: string | null;
  readonly address: string | null;
}

/** `en`, `zh-Hans`. */
const LOCALE = /^[a-z]{2,3}(?:[-_][\da-z]{2,8})*$/i;

/** The text of a language. Which of the two fields has it is known from one source alone: the other one is a locale. */
function textIn(name: ProtoMessage): string | null {
  const [locale, text] = [name.string(LOCALIZED.locale), name.string(LOCALIZED.text)];
  const isSwapped = isText(locale) && !LOCALE.test(locale) && (text === null || LOCALE.test(text));
  return isSwapped ? locale : text;
}

/** @throws DomainError if it is no message */
function mapItemIn(storage: ProtoMessage | null): MapItem {
  const components = storage?.message(STORAGE.place)?.messages(PLACE.components) ?? [];
  const values = components.flatMap((component) => component.messages(COMPONENT.values));
  const names = values.flatMap((value) => value.message(VALUE.entity)?.messages(ENTITY.names) ?? []);
  const addresses = values.flatMap((value) => {
    const formats = value.message(VALUE.addressObject)?.message(ADDRESS.object)?.message(ADDRESS.formats);
    return formats?.message(ADDRESS.format)?.strings(ADDRESS.lines).filter(isText).join(', ') ?? [];
  });
  return {
    name: names.map(textIn).find(isText) ?? null,
    address: addresses.find(isText) ?? null,
  };
}

/** The places of a route in order; those without a name or an address, such as where the phone was, are left out. */
function stopsIn(route: ProtoMessage): readonly MapItem[] {
  return route
    .messages(ROUTE.waypoints)
    .map((waypoint) => mapItemIn(waypoint.message(WAYPOINT.mapItem)))
    .filter(({ name, address }) => name !== null || address !== null);
}

const isText = (text: string | null): text is string => text !== null && text !== '';

/** A value of the message in a column; null if there is none. */
function valueIn(column: string, read: (message: ProtoMessage) => MaybeValue): Computed {
  return from([column], (bytes) =>
    bytes instanceof Uint8Array && bytes.length > 0 ? read(parseProtobuf(bytes, LIMITS)) : null,
  );
}

/** The name or the address in a column with a stored map item. */
export const ofMapItem = (column: string, part: keyof MapItem): Computed =>
  valueIn(column, (message) => mapItemIn(message)[part]);

/** The name or the address of the last stop in a column with a stored request for a route. */
export const ofDestination = (column: string, part: keyof MapItem): Computed =>
  valueIn(column, (message) => stopsIn(message).at(-1)?.[part] ?? null);

/** What the stops of a route are called, else their addresses. */
export const stopsOf = (column: string): Computed =>
  valueIn(column, (message) => stopsIn(message).map(({ name, address }) => name ?? address));

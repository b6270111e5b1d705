// Messages of GeoServices as Python writes them, field by field.

/** A place with a name in two languages, a telephone number, a coordinate and an address. */
export const MAP_ITEM =
  'CpoBCOckIk0IAUJJCkcIAhIIKzQ5IDMwIDFSEgoCZW4SDFBpenplcmlhIFVub1IXCgJkZRIRUGl6emVyaWEgVW5vIChkZSlaDAoCZW4SBlNQT0tFTiIaCAJCFhIUChIJw/UoXI9CSkARUrgehevRKkAiKggfQib6ASMKIaoGHgoCCAESGFoIVW5vIFN0IDFaDDEwMTE3IEJlcmxpbg==';

/** A request for a route with three stops, the second of which has no place. */
export const ROUTE_REQUEST =
  'CpIBCAQSjQEKigEI5yQiSQgBQkUKQwgCEggrNDkgMzAgMVIQCgJlbhIKU3RhcnQgQ2FmZVIVCgJkZRIPU3RhcnQgQ2FmZSAoZGUpWgwKAmVuEgZTUE9LRU4iGggCQhYSFAoSCQAAAAAAQEpAEZqZmZmZmSpAIh4IH0Ia+gEXChWqBhIKAggBEgxaClN0YXJ0IFN0IDEKAggECpUBCAQSkAEKjQEI5yQiQwgBQj8KPQgCEggrNDkgMzAgMVINCgJlbhIHWm9vIFRvclISCgJkZRIMWm9vIFRvciAoZGUpWgwKAmVuEgZTUE9LRU4iGggCQhYSFAoSCeF6FK5HQUpAESlcj8L1qCpAIicIH0Ij+gEgCh6qBhsKAggBEhVaBVpvbyA5WgwxMDc4NyBCZXJsaW4QAA==';

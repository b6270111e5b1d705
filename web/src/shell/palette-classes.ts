/** A group of the palette with its heading. */
export const PALETTE_GROUP =
  'pb-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted';

/** Style of an item of the palette. */
export const PALETTE_ITEM =
  'flex cursor-default items-center gap-3 rounded-md px-3 select-none data-[selected=true]:bg-hover';

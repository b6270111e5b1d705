import { writeBplist } from './bplist-writer.ts';
import { type PlistDictionary, PlistUid, type PlistValue } from './plist-value.ts';

/** Collects the objects of an NSKeyedArchiver property list; `$objects[0]` is `$null`. */
export class KeyedArchiveWriter {
  readonly #objects: PlistValue[] = ['$null'];
  readonly #classes = new Map<string, PlistUid>();

  /** Appends `value` and returns the reference to it. */
  add(value: PlistValue): PlistUid {
    this.#objects.push(value);
    return new PlistUid(this.#objects.length - 1);
  }

  /** Reference to a class, given with its superclasses, most derived first. Each class is written once. */
  addClass(...names: readonly [string, ...string[]]): PlistUid {
    const earlier = this.#classes.get(names[0]);
    if (earlier !== undefined) return earlier;
    const reference = this.add({ $classname: names[0], $classes: names });
    this.#classes.set(names[0], reference);
    return reference;
  }

  /** Reserves the index of an object that is added later with `fill`, so that its members can be added first. */
  reserve(): PlistUid {
    return this.add('$null');
  }

  /** Sets the object of a reserved index. */
  fill(place: PlistUid, value: PlistDictionary): void {
    this.#objects[place.index] = value;
  }

  /** The archive. `rootName` is the key in `$top`: usually `root`, `dd-result` for data detectors. */
  finish(root: PlistUid, rootName = 'root'): Buffer {
    return writeBplist({
      $version: 100_000,
      $archiver: 'NSKeyedArchiver',
      $top: { [rootName]: root },
      $objects: this.#objects,
    });
  }
}

import type { PersonView } from '../../contract/person.ts';
import { handleText } from '../../model/handle.ts';
import { type ContactDirectory, type ContactEntry, contactDirectory } from '../contacts/contact-directory.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Resolves handles to people. */
export class People {
  readonly contacts: ContactDirectory;

  constructor(contacts: ContactDirectory) {
    this.contacts = contacts;
  }

  /**
   * The person with this handle. `key` is its canonical form, if the source's country is known; `name` is used if there
   * is no contact, `region` is the country in which a number without country code is written.
   */
  withHandle(
    handle: string | null,
    key?: string,
    name: string | null = null,
    region: string | null = null,
  ): PersonView {
    if (handle === null) {
      return { handle: null, handleText: null, name: name ?? 'Unknown', contact: null, isOwner: false };
    }
    const contact = this.#contact(handle, key);
    const text = handleText(handle, region);
    return {
      handle,
      handleText: text,
      name: contact?.name ?? name ?? text,
      contact: contact?.key ?? null,
      ...photoOf(contact),
      isOwner: contact?.isOwner ?? false,
    };
  }

  /** The name of {@link withHandle} alone, without the text of the handle where nothing needs it. */
  nameOf(handle: string, key?: string, name: string | null = null): string {
    return this.#contact(handle, key)?.name ?? name ?? handleText(handle);
  }

  /** The contact of {@link withHandle}; null if there is none. */
  contactOf(handle: string, key?: string): string | null {
    return this.#contact(handle, key)?.key ?? null;
  }

  #contact(handle: string, key: string | undefined): ContactEntry | null {
    return key === undefined ? this.contacts.withHandle(handle) : this.contacts.find(key);
  }

  /** The owner of the phone; `handle` is the owner's address that was used. */
  owner(handle: string | null): PersonView {
    const { owner } = this.contacts;
    const text = handle === null ? null : handleText(handle);
    return {
      handle,
      handleText: text,
      name: owner?.name ?? 'You',
      contact: owner?.key ?? null,
      ...photoOf(owner),
      isOwner: true,
    };
  }

  /** The owner or the person with this handle. */
  sender(isFromMe: boolean, handle: string | null, account: string | null = null, key?: string): PersonView {
    if (isFromMe) return this.owner(account);
    return this.withHandle(handle, key);
  }
}

/** The part of a person that only contacts with a picture have. */
function photoOf(contact: ContactEntry | null): Pick<PersonView, 'hasPhoto'> {
  return contact?.hasPhoto === true ? { hasPhoto: true } : {};
}

/** The people of a backup; contacts are cached per run. */
export async function peopleOf(ctx: ViewContext, scope: Scope): Promise<People> {
  return new People(await contactDirectory(ctx, scope));
}

import { searchReader } from '../search.ts'

/** A page of ours to go to afterwards: never another site's. */
const ownAddress = (text: string) => (/^\/(?![/\\])[\w\-./?=&%]*$/.test(text) ? text : undefined)

/** `next`: the page that was asked for. `from`: why single sign-on did not let somebody in. */
export const signInSearch = searchReader({ next: ownAddress, from: (text) => text.slice(0, 200) || undefined })

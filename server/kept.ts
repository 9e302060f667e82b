/** Answers that everybody gets alike, kept as the bytes that were sent, so that the next asker costs next to nothing. */

/** More than the answers of one busy day's pages; whoever asks for ever new addresses only pushes out the oldest. */
const MOST_BYTES = 16 * 1024 * 1024
const MOST_BYTES_EACH = 1024 * 1024

export class KeptAnswers {
  readonly #answers = new Map<string, { etag: string; bytes: Buffer }>()
  #bytes = 0

  /** The bytes once sent from an address, if what they were made of is still the same: its ETag says so. */
  find(url: string, etag: string): Buffer | undefined {
    const known = this.#answers.get(url)
    return known?.etag === etag ? known.bytes : undefined
  }

  keep(url: string, etag: string, text: string): void {
    const bytes = Buffer.from(text)
    if (bytes.length > MOST_BYTES_EACH) return
    this.#drop(url)
    this.#answers.set(url, { etag, bytes })
    this.#bytes += bytes.length
    for (const oldest of this.#answers.keys()) {
      if (this.#bytes <= MOST_BYTES) break
      this.#drop(oldest)
    }
  }

  #drop(url: string): void {
    this.#bytes -= this.#answers.get(url)?.bytes.length ?? 0
    this.#answers.delete(url)
  }
}

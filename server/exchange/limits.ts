/** The bounds of an import, all inclusive. */
export const IMPORT_LIMITS = { bytes: 20 * 1024 * 1024, rows: 100_000, columns: 300, lastRow: 200_000, headWithin: 20 }

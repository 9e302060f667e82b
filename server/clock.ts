/** The day in Asia/Shanghai, `YYYY-MM-DD`, in which an instant lies. China keeps one time all year: UTC+8. */
export function dayOf(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

declare module 'autocannon' {
  export type Request = { method?: string; path?: string; headers?: Record<string, string>; body?: string }
  export type Result = {
    '2xx': number
    non2xx: number
    errors: number
    timeouts: number
    /** Seconds. */
    duration: number
    /** Milliseconds. */
    latency: { p50: number; p99: number; max: number }
  }
  export type Client = { setHeaders(headers: Record<string, string>): void; setBody(body: string): void }
  // biome-ignore lint/style/noDefaultExport: the package's own form
  export default function autocannon(options: {
    url: string
    connections: number
    duration?: number
    amount?: number
    method?: string
    headers?: Record<string, string>
    body?: string
    setupClient?: (client: Client) => void
    requests?: (Request & { setupRequest?: (request: Request) => Request })[]
  }): Promise<Result> & { on(event: 'response', heard: () => void): void }
}

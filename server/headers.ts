/** The security headers of every answer (security.md, rule 8). */

const POLICY = [
  "default-src 'self'",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
]

/** On every answer, also on refusals and on errors raised before routing. Only our page holds styles of its own. */
export const SECURITY_HEADERS = {
  'content-security-policy': POLICY.join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const

/** The policy of our page: the styles that carry this answer's nonce may be used. No script stands in the page. */
export function pagePolicy(nonce: string): string {
  return POLICY.map((rule) => (rule.startsWith('style-src') ? `${rule} 'nonce-${nonce}'` : rule)).join('; ')
}

/** The policy of the API's docs page, whose icons are data: addresses. */
export const DOCS_POLICY = [...POLICY, "img-src 'self' data:"].join('; ')

import type { Typefaces } from './contract.ts'

/** The names that GB/T 9704 and common use ask for; whoever prints has to have them. */
export const DEFAULT_TYPEFACES: Typefaces = {
  title: '方正小标宋简体',
  heading: '黑体',
  subheading: '楷体_GB2312',
  body: '仿宋_GB2312',
  plain: '宋体',
  number: 'Times New Roman',
}

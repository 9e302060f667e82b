/** 总览 */
export const summary = {
  title: '总览',
}

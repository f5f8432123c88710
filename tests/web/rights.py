"""Every address of the program with the act it is, written out by hand; what is allowed to whom when is written out in test_who.

What stands behind “?” of a POST is sent as a form. “nothing”: there is nothing yet that the address could be about, so that “not
there” is an answer, too.
"""

REPORT_ROUTES = """
GET  /reports/{report}                                      see_report
POST /reports/{report}/moves?move=submit                    submit
POST /reports/{report}/moves?move=ask_county                ask_county
POST /reports/{report}/moves?move=end_county                end_county
POST /reports/{report}/moves?move=send_back                 send_back
POST /reports/{report}/moves?move=approve                   approve
POST /reports/{report}/moves?move=sign                      sign
POST /reports/{report}/moves?move=withdraw                  withdraw
POST /reports/{report}/draft                                fill
GET  /reports/{report}/outline                              see_report
POST /reports/{report}/outline                              arrange
GET  /reports/{report}/sections/{section}                   see_report
POST /reports/{report}/sections/{section}                   fill
GET  /reports/{report}/sections/{section}/draft             see_report
POST /reports/{report}/sections/{section}/draft             fill
GET  /reports/{report}/sections/{section}/phrases           see_report
POST /reports/{report}/sections/{section}/phrases           fill
GET  /reports/{report}/sections/{section}/findings          see_report
GET  /reports/{report}/check                                see_report
POST /reports/{report}/check/restore                        fill nothing
POST /reports/{report}/check/submit                         submit
GET  /reports/{report}/compare                              see_report
GET  /reports/{report}/leader                               see_report
POST /reports/{report}/leader                               read_over
GET  /reports/{report}/leader.docx                          export
GET  /reports/{report}/front                                see_report
POST /reports/{report}/front                                fill
GET  /reports/{report}/registration                         see_report
POST /reports/{report}/registration                         register
GET  /reports/{report}/export                               see_report
GET  /reports/{report}/papers.zip                           export
GET  /reports/{report}/papers/oa                            export
GET  /reports/{report}/report.docx                          export
GET  /reports/{report}/report.json                          export
GET  /reports/{report}/web                                  export
GET  /reports/{report}/checklist                            see_report
POST /reports/{report}/checklist?do=tick:notice             tick
GET  /reports/{report}/checklist.docx                       export
GET  /reports/{report}/checklist/0/report-higher_party      see_report
POST /reports/{report}/checklist/0/report-higher_party      deliver
POST /reports/{report}/checklist/0/report-higher_party/extension   extend
GET  /reports/{report}/corrections                          see_report
POST /reports/{report}/corrections                          deliver
GET  /reports/{report}/ledger/situation.docx                export
GET  /reports/{report}/clearing                             see_report
POST /reports/{report}/clearing                             clear
GET  /reports/{report}/clearing.docx                        export
GET  /reports/{report}/notice                               see_report
POST /reports/{report}/notice                               notice
GET  /reports/{report}/tasks.docx                           export
GET  /reports/{report}/past                                 see_report
POST /reports/{report}/past                                 carry
GET  /reports/{report}/reckoning                            see_report
POST /reports/{report}/reckoning                            fill
GET  /reports/{report}/ledgers                              see_report
GET  /reports/{report}/ledgers/disputes                     see_report
POST /reports/{report}/ledgers/disputes                     fill
GET  /reports/{report}/ledgers/disputes/paste               see_report
POST /reports/{report}/ledgers/disputes/paste               fill
GET  /reports/{report}/forms                                see_report
POST /reports/{report}/forms                                collect
GET  /reports/{report}/returns                              see_report
POST /reports/{report}/returns                              collect
POST /reports/{report}/returns/totals                       collect nothing
GET  /reports/{report}/preview                              export
GET  /reports/{report}/preview/full                         export
GET  /reports/{report}/reminders                            see_report
GET  /reports/{report}/signing                              see_report
POST /reports/{report}/signing/opinions                     record
POST /reports/{report}/signing/meetings                     record
POST /reports/{report}/signing/signatures                   record
GET  /reports/{report}/signing/draft_sheet.docx             export
GET  /reports/{report}/signing/opinions.docx                export
GET  /reports/{report}/history                              see_history
GET  /reports/{report}/history/at?moment=0                  see_history nothing
GET  /reports/{report}/sections/{section}/history           see_history
POST /reports/{report}/sections/{section}/history           fill nothing
GET  /reports/{report}/assign                               see_report
POST /reports/{report}/assign                               assign
POST /reports/{report}/sections/{section}/remarks?body=请核对数字   comment
GET  /reports/{report}/sections/{section}/presence          see_report
GET  /reports/{report}/presence                             see_report
GET  /reports/{report}/read                                 see_report
POST /reports/{report}/read?do=remark:{section}&body.{section}=请核对数字   remark
POST /reports/{report}/read?do=send_back&reason.{section}=数字不对   send_back
POST /reports/{report}/read?do=end_county                   end_county
POST /reports/{report}/sign                                 sign
GET  /reports/{report}/proposals                            see_report
POST /reports/{report}/proposals?do=same                    answer
GET  /reports/{report}/figures/dis.mediation_received       see_report
"""
UNIT_ROUTES = """
GET  /units/{unit}                                          edit_unit
POST /units/{unit}                                          edit_unit
GET  /units/{unit}/new                                      edit_unit
POST /units/{unit}/new                                      edit_unit
GET  /units/{unit}/people                                   invite
POST /units/{unit}/people                                   invite
GET  /units/{unit}/template                                 edit_unit
POST /units/{unit}/template                                 edit_unit
POST /units/{unit}/template/remove                          edit_unit nothing
POST /units/{unit}/reports                                  open_report
GET  /units/{unit}/reminders                                see_unit
POST /units/{unit}/reminders                                set_rules
GET  /units/{unit}/rules                                    see_unit
GET  /units/{unit}/rules/new                                set_rules
POST /units/{unit}/rules/new                                set_rules
GET  /units/{unit}/calendar                                 see_unit
POST /units/{unit}/calendar                                 set_rules
POST /units/{unit}/calendar/remove                          set_rules nothing
GET  /units/{unit}/words                                    see_unit
POST /units/{unit}/words                                    set_words
POST /units/{unit}/people/invitations                       invite nothing
GET  /units/{unit}/people/{person}                          invite
POST /units/{unit}/people/{person}                          invite
GET  /units/{unit}/people/{person}/handover                 invite
POST /units/{unit}/people/{person}/handover                 invite
GET  /units/{unit}/move                                     edit_unit
POST /units/{unit}/move                                     edit_unit
GET  /units/{unit}/import                                   edit_unit
POST /units/{unit}/import                                   edit_unit
GET  /units/{unit}/import/template.xlsx                     edit_unit
GET  /units/{unit}/log                                      read_log
GET  /units/{unit}/log.xlsx                                 read_log
GET  /units/{unit}/log.csv                                  read_log
"""
BELOW_ROUTES = """
GET  /units/{county}/papers                                 oversee
GET  /units/{county}/papers.zip                             oversee
GET  /units/{county}/board                                  oversee
POST /units/{county}/board?do=nudge:group                   oversee
GET  /units/{county}/board/files/notice.docx                oversee
GET  /units/{county}/board/{unit}                           oversee
POST /units/{county}/board/{unit}                           oversee
GET  /units/{county}/overview                               oversee
GET  /units/{county}/offline                                oversee
POST /units/{county}/offline                                oversee
GET  /units/{county}/offline/{unit}                         oversee
POST /units/{county}/offline/{unit}                         oversee
GET  /units/{county}/proposals                              oversee
POST /units/{county}/proposals                              oversee
GET  /units/{county}/proposals/template.xlsx                oversee
GET  /units/{county}/differences                            oversee
GET  /units/{county}/differences.xlsx                       oversee
GET  /units/{county}/differences.docx                       oversee
GET  /units/{county}/sums                                   oversee
GET  /units/{county}/sums.xlsx                              oversee
"""

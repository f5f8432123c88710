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
GET  /reports/{report}/proposals                            see_report
POST /reports/{report}/proposals?do=same                    answer
GET  /reports/{report}/figures/dis.mediation_received       see_report
GET  /reports/{report}/history/at/1                         see_history nothing
GET  /reports/{report}/history/at/1/report.json             see_history nothing
GET  /reports/{report}/history/at/1/report.docx             see_history nothing
POST /reports/{report}/sections/{section}/remarks/1         comment nothing
GET  /reports/{report}/approvals/1/report.json              export nothing
GET  /reports/{report}/approvals/1/report.docx              export nothing
POST /reports/{report}/check                                see_report
POST /reports/{report}/check/accept                         fill nothing
POST /reports/{report}/check/repair                         fill nothing
POST /reports/{report}/compare                              see_report
POST /reports/{report}/compare/sheet                        see_report nothing
POST /reports/{report}/compare/keep                         fill nothing
POST /reports/{report}/compare/remove                       fill nothing
GET  /reports/{report}/documents/1/manifest.json            export nothing
POST /reports/{report}/documents/1                          register nothing
GET  /reports/{report}/jobs/1                               see_report nothing
POST /reports/{report}/jobs/1                               carry nothing
GET  /reports/{report}/past/1                               see_report nothing
POST /reports/{report}/past/1                               carry nothing
GET  /reports/{report}/forms/new                            see_report
GET  /reports/{report}/forms.zip                            export nothing
GET  /reports/{report}/forms/1/form.xlsx                    export nothing
GET  /reports/{report}/forms/1                              see_report nothing
POST /reports/{report}/forms/1                              collect nothing
GET  /reports/{report}/returns/1                            see_report nothing
POST /reports/{report}/returns/1                            collect nothing
GET  /reports/{report}/returns/1/file                       see_report nothing
POST /reports/{report}/preview/none                         export nothing
GET  /reports/{report}/preview/full/none/1.png              export nothing
GET  /reports/{report}/files/none                           export nothing
POST /reports/{report}/signing/meetings/1                   record nothing
POST /reports/{report}/signing/signatures/1                 record nothing
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
GET  /units/{unit}/people/{person}/code                     give_code
POST /units/{unit}/people/{person}/code                     give_code
POST /units/{unit}/import/links.docx                        invite nothing
POST /units/{unit}/import/1                                 edit_unit nothing
POST /units/{unit}/template/sample                          edit_unit nothing
GET  /units/{unit}/template/pages/1.png                     edit_unit nothing
GET  /units/{unit}/template/none.docx                       edit_unit nothing
GET  /units/{unit}/words/1                                  set_words nothing
POST /units/{unit}/words/1                                  set_words nothing
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
GET  /units/{county}/offline/{unit}/file                    oversee nothing
"""
# What is a person's own, or needs more than one right: the click of a signer (test_sharing_pages), sums into the own draft
# (test_sums_pages), an edition of the top unit (test_year_pages), the tree (test_tree_pages).
SIGNED_IN_ROUTES = """
GET  /                                          own
POST /sign-out                                  own
GET  /session/extend                            own
GET  /me                                        own
POST /me                                        own
POST /me/password                               own
POST /me/sessions                               own
POST /me/sessions/1                             own
GET  /inbox                                     own
POST /inbox                                     own
GET  /me/reminders                              own
POST /me/reminders                              own
GET  /inspect                                   own
POST /inspect                                   own
POST /inspect/copy                              own
GET  /proofread                                 own
POST /proofread                                 own
POST /proofread/text                            own
POST /proofread/sheet                           own
GET  /units/{unit}/tree                         tree
GET  /reports/{report}/sign                     click
POST /reports/{report}/sign                     click
GET  /units/{county}/sums/carry                 carry
POST /units/{county}/sums/carry                 carry nothing
GET  /years                                     year
POST /years                                     year
GET  /years/2025                                year
GET  /editions/1                                year
POST /editions/1                                year
GET  /editions/1/check                          year
POST /editions/1/check                          year
GET  /editions/1/sample.docx                    year
POST /editions/1/open                           year
POST /editions/1/close                          year
GET  /editions/1/file                           year
POST /editions/1/file                           year
GET  /editions/1/upload                         year
POST /editions/1/upload                         year
GET  /editions/1/outline/standard               year
POST /editions/1/outline/standard               year
GET  /editions/1/phrases                        year
GET  /editions/1/phrases/none                   year
POST /editions/1/phrases/none                   year
GET  /editions/1/terms                          year
POST /editions/1/terms                          year
"""
# Asked before anybody signs in, off unless set up (/house), or moved to an address that asks.
PUBLIC_ROUTES = """
GET  /first-run                                 public
POST /first-run                                 public
GET  /sign-in                                   public
POST /sign-in                                   public
GET  /invitations/none                          public
POST /invitations/none                          public
GET  /reset                                     public
POST /reset                                     public
GET  /feeds/none.ics                            public
GET  /house                                     public
GET  /house/return                              public
POST /house/kept                                public
POST /house/bind                                public
POST /house/unbind                              public
GET  /units/{county}/chasing                    public
GET  /units/{county}/chasing/notice.docx        public
"""

"""The job format, XLIFF 2.1 (OASIS Standard, 13 February 2018), as bytes; it knows no path and no screen.

There is no private job format: everything in a `Document` has its place in the core or in a module of the standard.
Reading a written file gives the same document, and any other tool can open the file.

==========================  ========================================================================
`JobMeta`, skipped text     metadata module of the first ``<file>``
`Article`                   ``<file>``; title in its metadata
`Block`                     ``<unit>``; role in ``type``, level, rule and flags in its metadata;
                            ``translate="no"`` for furniture
`Cell`                      metadata of the unit
`Segment`                   ``<segment>``; state in ``state``, where a draft is *initial* so that a
                            person's *confirm* raises it, kind of origin in ``subState``; the
                            origin's name and score, and its fingerprint, in the unit's metadata
`Segment.space_after`       ``<ignorable>``
`TermMatch`                 ``<mrk type="term">`` in the source and an entry of the glossary module; status, kind,
                            evidence and forbidden forms in the entry's metadata
`Draft`, `Candidate`        translation candidates module, bound by ``<mrk type="mtc:match">``
`Note`                      ``<note>``, bound by ``<mrk type="comment">``; author and time in metadata
`Issue`                     localization quality issue of the ITS module, bound by a marker
`Conflict`                  metadata of the unit, and an issue that shows it to other tools
`Extension`                 where the tool had put it, see `foreign`
==========================  ========================================================================

Issues use the ITS module and not plain metadata, because other tools look for issues there: type, comment and severity
are the standard's; the profile reference carries our check's and severity's exact names.

A text that does not match its fingerprint was typed by a person with another tool: it is read as a person's work,
reviewed, whatever state and ``subState`` the tool left. An intact text keeps its origin and never loses its rank; a
draft that another tool made *translated* was confirmed by a person, and is reviewed.
"""

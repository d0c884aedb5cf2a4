# Certificates: which institution issued one, by which clause, and why not the other.
certificate-list = Certificates
certificate-number = Certificate number
certificate-holder = Holder
certificate-issuer = Issued by
certificate-now-named = now named { $issuer }
certificate-on = Issued on
certificate-in-force = in force
certificate-void = void
certificate-void-why = This certificate is void; its number is not used again. The decisions on the record say why.
certificate-whence = Why this institution issued it
certificate-by = The decision it rests on
certificate-entry = entry { $entry } of the record
certificate-why = The registration of the { $stage } stage was at { $issuer }; the certificate of a stage comes from the institution of registration.
certificate-why-not-alone = { $school } runs every stage alone: there is no other institution.
certificate-why-not-school-last = { $school } is the front institution; study and registration of the bachelor stage are at { $partner }, so { $school } does not issue it.
certificate-why-not-school-teaches = { $school } teaches, but the registration of the college stage is at { $partner }, so { $school } does not issue it.
certificate-why-not-partner-later = { $partner } is the partner university; the registration of the { $stage } stage is not there, so { $partner } does not issue it.

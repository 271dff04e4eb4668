// The forms in which things are said to people.
#ifndef FIVESTEP_ENGAGEMENT_DOMAIN_FORMATS_H_
#define FIVESTEP_ENGAGEMENT_DOMAIN_FORMATS_H_

#include <string>
#include <vector>

#include "engagement/domain/lifecycle.h"
#include "fivestep/engagement/v1/activity.pb.h"

namespace fivestep::engagement {

using OfferedFormats = google::protobuf::RepeatedPtrField<v1::OfferedFormat>;

// That a translation names its language, one check for each format; `path` is where they are.
std::vector<FieldCheck> CheckFormats(const OfferedFormats& formats, const std::string& path);

// Whether `format` is among them, in its language.
bool Offers(const OfferedFormats& formats, const v1::OfferedFormat& format);

// `EASY_READ`, `TRANSLATION (ur)`.
std::string TextOf(const v1::OfferedFormat& format);

}  // namespace fivestep::engagement

#endif  // FIVESTEP_ENGAGEMENT_DOMAIN_FORMATS_H_

package unwrap

import (
	"strings"

	"github.com/argosctl/argosctl/internal/jsonscan"
)

// container is something that webhooks are saved in, and how it is known: by
// the way on which a webhook stands in it, and by members beside that way. It
// only gives a name to what the generic search found.
type container struct {
	Name string
	Way  string   // from the container's object, as "Records/*/body": * is any step, a ... at the end any number
	Has  []string // paths of members that the object has; "path=text" also says what its text begins with
}

// containers are tried in their order, and the first that fits names an object.
// They are never written to.
var containers = []container{
	{Name: "AWS ALB", Way: "body", Has: []string{"requestContext.elb"}},
	{Name: "AWS SQS", Way: "body", Has: []string{"eventSource=aws:sqs"}},
	{Name: "AWS SQS", Way: "body", Has: []string{"messageId", "receiptHandle"}},
	{Name: "AWS SQS", Way: "Body", Has: []string{"MessageId", "ReceiptHandle"}},
	{Name: "AWS SQS", Way: "body", Has: []string{"messageId", "md5OfBody"}},
	{Name: "AWS API Gateway or Lambda", Way: "body", Has: []string{"isBase64Encoded"}},
	{Name: "AWS API Gateway or Lambda", Way: "body", Has: []string{"requestContext"}},
	{Name: "AWS API Gateway or Lambda", Way: "body", Has: []string{"httpMethod"}},
	{Name: "AWS SNS", Way: "Sns/Message"},
	{Name: "AWS SNS", Way: "Message", Has: []string{"TopicArn"}},
	{Name: "AWS SNS", Way: "Message", Has: []string{"Type=Notification"}},
	{Name: "AWS EventBridge", Way: "detail...", Has: []string{"detail-type"}},
	{Name: "AWS Kinesis", Way: "kinesis/data"},
	{Name: "AWS Kinesis", Way: "Data", Has: []string{"SequenceNumber"}},
	{Name: "AWS Kinesis", Way: "Data", Has: []string{"PartitionKey"}},
	{Name: "AWS Firehose", Way: "data", Has: []string{"recordId"}},
	{Name: "AWS CloudWatch Logs", Way: "awslogs/data..."},
	{Name: "AWS CloudWatch Logs", Way: "logEvents/*/message..."},
	{Name: "AWS CloudWatch Logs", Way: "events/*/message..."},
	{Name: "AWS CloudWatch Logs", Way: "message...", Has: []string{"ingestionTime"}},
	{Name: "AWS CloudWatch Logs", Way: "@message..."},
	{Name: "Google Pub/Sub", Way: "message/data", Has: []string{"subscription"}},
	{Name: "Google Pub/Sub", Way: "message/data", Has: []string{"ackId"}},
	{Name: "Google Cloud Logging", Way: "jsonPayload...", Has: []string{"severity"}},
	{Name: "Google Cloud Logging", Way: "jsonPayload...", Has: []string{"logName"}},
	{Name: "Google Cloud Logging", Way: "textPayload"},
	{Name: "Azure Event Grid", Way: "data...", Has: []string{"eventType", "subject"}},
	{Name: "CloudEvents", Way: "data...", Has: []string{"specversion"}},
	{Name: "CloudEvents", Way: "data_base64", Has: []string{"specversion"}},
	{Name: "HAR", Way: "log/entries/*/request/postData..."},
	{Name: "HAR", Way: "log/entries/*/response/content..."},
	{Name: "Postman", Way: "request/body/raw"},
	{Name: "Postman", Way: "body", Has: []string{"originalRequest"}},
	{Name: "ngrok", Way: "request/raw", Has: []string{"request.proto"}},
	{Name: "ngrok", Way: "request/raw", Has: []string{"tunnel_name"}},
	{Name: "webhook.site", Way: "content", Has: []string{"uuid", "method"}},
	{Name: "MongoDB", Way: "...", Has: []string{"_id.$oid"}},
	{Name: "Elasticsearch", Way: "_source...", Has: []string{"_index"}},
	{Name: "PostgreSQL", Way: "row_to_json..."},
	{Name: "PostgreSQL", Way: "json_agg..."},
	{Name: "PostgreSQL", Way: "to_jsonb..."},
	{Name: "Docker", Way: "log", Has: []string{"stream", "time"}},
	{Name: "Kafka", Way: "value", Has: []string{"topic", "partition"}},
	{Name: "a row with a body", Way: "body"},
}

// containers names what the last payload was found in, from the outside in.
// inner is the name of what it itself is written in.
func (f *Finder) containers(inner string) string {
	var names []string
	add := func(name string) {
		if name != "" && (len(names) == 0 || names[len(names)-1] != name) {
			names = append(names, name)
		}
	}
	for i := range f.frames {
		step := &f.frames[i]
		if step.node < 0 {
			add(step.label)
			continue
		}
		if !step.judged {
			step.judged, step.container = true, f.containerAt(i)
		}
		if step.container != nil {
			add(step.container.Name)
		}
	}
	add(inner)
	if len(names) > 1 && names[len(names)-1] == generic {
		names = names[:len(names)-1]
	}
	return strings.Join(names, " > ")
}

// containerAt is the container that the object at step i of the way is, nil for
// none.
func (f *Finder) containerAt(i int) *container {
	step := &f.frames[i]
	doc := &f.levels[step.level].doc
	if doc.Nodes[step.node].Kind != jsonscan.Object {
		return nil
	}
	for c := range containers {
		if c := &containers[c]; f.goes(c.Way, i) && has(doc, step.node, c.Has) {
			return c
		}
	}
	return nil
}
